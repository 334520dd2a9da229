"""Exports adapters as safetensors, and the network that takes one for each picture as ONNX."""

import argparse
from pathlib import Path

import torch

import adapters
import export
import safetensors
from adapters import Adapted, Adapter

LICENCES = dict(outlines="MIT", mosaic="Apache-2.0")


def trained(state, net):
    """The adapter's averaged matrices, by PEFT's names."""
    adapter = Adapter(net, state["config"]["rank"])
    adapter.load_state_dict(state["average"])
    return adapter.tensors(net)


def inputs(net, rank=adapters.RANK, batch=3):
    """As the network's, with two adapters, of which the pictures take the second, the first and the second."""
    x, t, text, mask = export.inputs(net, batch=batch)
    random = torch.Generator().manual_seed(6)
    several = torch.randn(2, rank, adapters.width(net), generator=random) * 0.05
    return x, t, text, mask, several, torch.tensor([1, 0, 1])


def check(base, state, found):
    """A picture whose adapter is zeros is the plain network's, one with the adapter that of the network that was trained."""
    plain, alone, mixed = (export.averaged(base) for _ in range(3))
    adapter = Adapter(alone, state["config"]["rank"])
    adapter.load_state_dict(state["average"])
    adapter.attach(alone)
    x, t, text, mask, several, _ = inputs(plain, adapter.rank)
    several[0], several[1] = 0, adapters.table(plain, found)
    with torch.no_grad():
        expected = torch.cat([alone(x, t, text, mask)[:1], plain(x, t, text, mask)[1:]])
        difference = (Adapted(mixed)(x, t, text, mask, several, torch.tensor([1, 0, 0])) - expected).abs().max().item()
    if difference > 1e-4:
        raise SystemExit(f"the network with adapters differs by {difference}")


def adapter(base, state, style, out):
    """Writes the adapter's file."""
    net = export.averaged(base)
    found = trained(state, net)
    check(base, state, found)
    facts = dict(rank=state["config"]["rank"], trained_steps=state["step"], trained_samples=state["samples"])
    facts.update(network_steps=base["step"], licence=LICENCES[style])
    safetensors.write(out / f"{style}.safetensors", found, {key: str(value) for key, value in facts.items()})


def network(net, path, fold=True):
    """Writes the network that takes adapters."""
    names = [*export.NAMES, "adapters", "adapter"]
    axes = dict(export.AXES, adapters={0: "A", 1: "R"}, adapter={0: "B"})
    export.onnx(Adapted(net).eval(), inputs(net), path, names, axes, fold)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--run", required=True, help="folder of the network's checkpoint")
    parser.add_argument("--start")
    parser.add_argument("--adapter", required=True, help="folder of the adapter's checkpoint")
    parser.add_argument("--style", required=True, choices=LICENCES)
    parser.add_argument("--out", required=True)
    options = parser.parse_args()
    torch.set_num_threads(1)
    base, state, out = export.newest(options.run, options.start), export.newest(options.adapter), Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    adapter(base, state, options.style, out)
    network(export.averaged(base), out / "model-adapters.onnx")
    print(f"exported {options.style} at step {state['step']} to {out}")


if __name__ == "__main__":
    main()
