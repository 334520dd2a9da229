"""Exports an adapter as safetensors, and the network that takes one for each picture as ONNX."""

import argparse
import json
from pathlib import Path

import torch

import adapters
import export
from adapters import Adapted, Adapter


def trained(state, net):
    """The adapter's averaged matrices, by PEFT's names."""
    adapter = Adapter(net, state["config"]["rank"])
    adapter.load_state_dict(state["average"])
    return adapter.tensors(net)


def inputs(net, rank, batch=3):
    """As the network's, with two adapters, of which the pictures take the second, the first and the second."""
    x, t, text, mask = export.inputs(net, batch=batch)
    random = torch.Generator().manual_seed(6)
    table = torch.randn(2, adapters.width(net, rank), generator=random) * 0.05
    return x, t, text, mask, table, torch.tensor([1, 0, 1]), torch.tensor([1.0, 0.5, 0.0])


def check(base, state, found):
    """A row without a scale is the plain network, one with the scale 1 the network that was trained."""
    plain, alone, mixed = (export.averaged(base) for _ in range(3))
    adapter = Adapter(alone, state["config"]["rank"])
    adapter.load_state_dict(state["average"])
    adapter.attach(alone)
    x, t, text, mask, table, _, _ = inputs(plain, adapter.rank)
    table[1] = adapters.flat(found)
    rows, scale = torch.tensor([1, 0, 1]), torch.tensor([1.0, 0.0, 0.0])
    with torch.no_grad():
        expected = torch.cat([alone(x, t, text, mask)[:1], plain(x, t, text, mask)[1:]])
        difference = (Adapted(mixed, adapter.rank)(x, t, text, mask, table, rows, scale) - expected).abs().max().item()
    if difference > 1e-4:
        raise SystemExit(f"the network with adapters differs by {difference}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--run", required=True, help="folder of the network's checkpoint")
    parser.add_argument("--start")
    parser.add_argument("--adapter", required=True, help="folder of the adapter's checkpoint")
    parser.add_argument("--name", required=True)
    parser.add_argument("--out", required=True)
    options = parser.parse_args()
    torch.set_num_threads(1)
    base, state, out = export.newest(options.run, options.start), export.newest(options.adapter), Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    net, rank = export.averaged(base), state["config"]["rank"]
    found = trained(state, net)
    check(base, state, found)
    facts = dict(rank=rank, trained_steps=state["step"], trained_samples=state["samples"], licence="MIT")
    export.safetensors(found, {key: str(value) for key, value in facts.items()}, out / f"{options.name}.safetensors")
    order = [[name, *layer.weight.shape[:2]] for name, layer in adapters.layers(net)]
    (out / "adapters.json").write_text(json.dumps(dict(rank=rank, layers=order), indent=2) + "\n")
    names = [*export.NAMES, "adapters", "adapter", "scale"]
    axes = dict(export.AXES, adapters={0: "A"}, adapter={0: "B"}, scale={0: "B"})
    export.onnx(Adapted(net, rank).eval(), inputs(net, rank), out / "model-adapters.onnx", names, axes)
    print(f"exported {options.name} at step {state['step']} to {out}")


if __name__ == "__main__":
    main()
