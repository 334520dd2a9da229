"""Exports the averaged weights as ONNX and safetensors, or packs the checkpoint for version control."""

import argparse
import inspect
import json
import warnings
from pathlib import Path

import numpy as np
import torch

import checkpoint
import safetensors
import sampling
from net import TEXT_WIDTH, Net

OPSET = 16


def newest(run, start=None):
    own = Path(run) / "checkpoint.pt"
    if own.exists():
        return checkpoint.unpack(checkpoint.read(own))
    if start and Path(start).exists():
        return checkpoint.unpack(checkpoint.read(start))
    raise SystemExit(f"{own} does not exist: train first")


def averaged(state):
    net = Net(**state["config"])
    net.load_state_dict(state["average"])
    return net.eval()


def inputs(net, batch=2, length=7):
    random = torch.Generator().manual_seed(5)
    size = net.config["size"]
    x = torch.randn(batch, 3, size, size, generator=random)
    text = torch.randn(batch, length, TEXT_WIDTH, generator=random) * 0.4
    mask = torch.ones(batch, length)
    mask[1] = 0
    return x, torch.linspace(0.2, 0.7, batch), text, mask


NAMES = ["x", "t", "text", "mask"]
AXES = dict(x={0: "B"}, t={0: "B"}, text={0: "B", 1: "L"}, mask={0: "B", 1: "L"}, clean={0: "B"})


def onnx(net, sample, path, names=NAMES, axes=AXES, fold=True):
    """fold computes ahead what is constant, such as weights in another type."""
    # PyTorch 2.5 and later have a second exporter, their default, which needs packages; the first is in all of them.
    first = {"dynamo": False} if "dynamo" in inspect.signature(torch.onnx.export).parameters else {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of shapes that it can't infer; they aren't needed
        torch.onnx.export(
            net,
            sample,
            str(path),
            opset_version=OPSET,
            do_constant_folding=fold,
            input_names=names,
            output_names=["clean"],
            dynamic_axes=axes,
            **first,
        )


def golden(net, path):
    """Inputs and the expected output, little-endian float32 one after another, for a check in another runtime."""
    x, t, text, mask = inputs(net, batch=2, length=5)
    with torch.no_grad():
        clean = net(x, t, text, mask)
    with open(path, "wb") as file:
        for tensor in (x, t, text, mask, clean):
            file.write(tensor.contiguous().numpy().astype(np.dtype("<f4")).tobytes())


def export(state, out):
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    net = averaged(state)
    facts = dict(
        size=net.config["size"],
        text="all-minilm-l6-v2, last hidden state; a mask of zeros means no text",
        steps=sampling.STEPS,
        guidance=sampling.GUIDANCE,
        trained_steps=state["step"],
        trained_samples=state["samples"],
        parameters=sum(weight.numel() for weight in net.parameters()),
        licence="Apache-2.0",
    )
    onnx(net, inputs(net), out / "model.onnx")
    safetensors.write(out / "model.safetensors", net.state_dict(), {key: str(value) for key, value in facts.items()})
    (out / "model.json").write_text(json.dumps(facts, indent=2) + "\n")
    golden(net, out / "golden.f32")
    return out


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--run", required=True)
    parser.add_argument("--start")
    parser.add_argument("--out")
    parser.add_argument("--pack")
    options = parser.parse_args()
    torch.set_num_threads(1)
    state = newest(options.run, options.start)
    if options.pack:
        checkpoint.pack(options.pack, state, (Path(options.run) / "loss.csv").read_text())
    if options.out:
        print(f"exported step {state['step']} to {export(state, options.out)}")


if __name__ == "__main__":
    main()
