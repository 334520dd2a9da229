"""Puts the averaged weights into the function: its weights folder, model card and golden pictures.

The network is stored in half precision, which is half the size, and computes in single: after each stored tensor stands
a Cast, which ONNX Runtime does once when it loads.
"""

import argparse
import hashlib
import shutil
from pathlib import Path

import torch
from torch import nn
from torch.nn.utils import parametrize

import data
import export
import golden

HERE = Path(__file__).resolve().parent
NAME = "hearth-emoji-64"
WEIGHTS = HERE.parent / "src" / "main" / "weights" / NAME
GOLDEN = HERE.parent / "src" / "test" / "resources" / "golden"
WORK = HERE / "build" / "publish"
PACKAGES = HERE / "build" / "packages"
LICENCE = HERE.parent.parent.parent / "LICENSE"


class Widen(nn.Module):
    def forward(self, stored):
        return stored.float()


def halved(net):
    """The same network, its parameters stored in half precision and widened where they are used."""
    for module in list(net.modules()):
        for name, weight in list(module.named_parameters(recurse=False)):
            weight.requires_grad_(False)
            weight.data = weight.data.half()
            parametrize.register_parametrization(module, name, Widen(), unsafe=True)
    return net


def card(state, file, decibels):
    content = file.read_bytes()
    measured = (HERE / "MODEL_CARD.md").read_text()
    measured = "".join(line for line in measured[measured.index("## Use") :].splitlines(True) if "](card/" not in line)
    parameters = sum(weight.numel() for weight in state["average"].values())
    rows = [
        ("file", f"`{file.name}`, {len(content):,} bytes"),
        ("sha256", f"`{hashlib.sha256(content).hexdigest()}`"),
        ("from", f"step {state['step']:,} of the training in `examples/text-to-image/training`, {state['samples']:,} samples"),
        ("network", f"{parameters:,} parameters, stored in 16 bits, computed in 32; ONNX opset {export.OPSET}"),
        ("licence", "Apache-2.0: `LICENSE`, with the notices in `NOTICE`"),
        ("input", "`x` `[B, 3, 64, 64]`, `t` `[B]`, `text` `[B, L, 384]`, `mask` `[B, L]`; all float32, see the training's README"),
        ("output", "`clean` `[B, 3, 64, 64]`: the estimate of the clean picture, −1 to 1"),
    ]
    table = "".join(f"| {key} | {value} |\n" for key, value in rows)
    return (
        f"# {NAME}\n\nDraws one of 100 objects in the manner of Noto Emoji. Written by `./train --publish`.\n\n"
        f"| | |\n|---|---|\n{table}\n"
        f"Pictures differ from those of the 32-bit weights by a PSNR of {decibels:.0f} dB or more.\n\n{measured}"
    )


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--run", required=True)
    parser.add_argument("--start")
    options = parser.parse_args()
    torch.set_num_threads(1)
    data.fetch(PACKAGES)
    state = export.newest(options.run, options.start)
    states = golden.texts(WORK, PACKAGES, golden.lines())
    whole = golden.pictures(export.averaged(state), states)
    net = halved(export.averaged(state))
    found = golden.pictures(net, states)
    WEIGHTS.mkdir(parents=True, exist_ok=True)
    file = WEIGHTS / f"{NAME}.onnx"
    export.onnx(net, export.inputs(net), file, fold=False)
    export.golden(net, WORK / "golden.f32")
    data.run_java("Check.java", [PACKAGES / "onnxruntime.jar"], file, WORK / "golden.f32", net.config["size"])
    (WEIGHTS / "MODEL_CARD.md").write_text(card(state, file, min(map(golden.psnr, whole, found))))
    shutil.copy(LICENCE, WEIGHTS / "LICENSE")
    notice = (HERE / "NOTICE").read_text()
    (WEIGHTS / "NOTICE").write_text(notice[: notice.index("\n\n")] + "\n")
    golden.write(GOLDEN, found)
    print(f"published step {state['step']} to {WEIGHTS} and {GOLDEN}")


if __name__ == "__main__":
    main()
