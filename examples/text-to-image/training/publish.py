"""Puts the averaged weights into the function: its weights folder, model card, adapters and golden pictures.

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

import adapters
import data
import export
import export_adapter
import golden
import safetensors
import styles
from batches import STYLES

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


def digest(file):
    content = file.read_bytes()
    return [
        ("file", f"`{file.name}`, {len(content):,} bytes"),
        ("sha256", f"`{hashlib.sha256(content).hexdigest()}`"),
    ]


def card(state, files, decibels):
    measured = (HERE / "MODEL_CARD.md").read_text()
    measured = "".join(line for line in measured[measured.index("## Use") :].splitlines(True) if "](card/" not in line)
    parameters = sum(weight.numel() for weight in state["average"].values())
    rows = [
        *(row for file in files for row in digest(file)),
        ("from", f"step {state['step']:,} of the training in `examples/text-to-image/training`, {state['samples']:,} samples"),
        ("network", f"{parameters:,} parameters, stored in 16 bits, computed in 32; ONNX opset {export.OPSET}"),
        ("adapters", f"LoRA of rank {adapters.RANK} in PEFT's names, float32, of {', '.join(STYLES)}; in the order of `adapters` [R, W]"),
        ("licence", "Apache-2.0: `LICENSE`, with the notices in `NOTICE`"),
        ("input", "`x` `[B, 3, 64, 64]`, `t` `[B]`, `text` `[B, L, 384]`, `mask` `[B, L]`; all float32, see the training's README"),
        ("with adapters", "`adapters` `[A, R, W]`, `adapter` `[B]` int64 besides: of each layer down and up, and each row's adapter"),
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
    parser.add_argument("--adapters", required=True, help="folder with a folder of each style's training; where one isn't, what is published stays")
    options = parser.parse_args()
    torch.set_num_threads(1)
    data.fetch(PACKAGES)
    state = export.newest(options.run, options.start)
    WEIGHTS.mkdir(parents=True, exist_ok=True)
    for style in STYLES:
        trained = Path(options.adapters) / style
        if (trained / "checkpoint.pt").exists():
            export_adapter.adapter(state, export.newest(trained), style, WEIGHTS)
    matrices = {style: safetensors.read(WEIGHTS / f"{style}.safetensors")[0] for style in STYLES}
    states = golden.texts(WORK, PACKAGES, golden.lines())
    whole = golden.pictures(lambda: export.averaged(state), matrices, states)
    found = golden.pictures(lambda: halved(export.averaged(state)), matrices, states)
    file, adapted = WEIGHTS / f"{NAME}.onnx", WEIGHTS / f"{NAME}-adapters.onnx"
    export_adapter.network(halved(export.averaged(state)), adapted, fold=False)
    net = halved(export.averaged(state))
    export.onnx(net, export.inputs(net), file, fold=False)
    export.golden(net, WORK / "golden.f32")
    data.run_java("Check.java", [PACKAGES / "onnxruntime.jar"], file, WORK / "golden.f32", net.config["size"])
    files = [file, adapted, *(WEIGHTS / f"{style}.safetensors" for style in STYLES)]
    (WEIGHTS / "MODEL_CARD.md").write_text(card(state, files, min(map(golden.psnr, whole, found))))
    shutil.copy(LICENCE, WEIGHTS / "LICENSE")
    notice = (HERE / "NOTICE").read_text()
    (WEIGHTS / "NOTICE").write_text(notice[: notice.index("\n\nFetched")] + "\n")
    golden.write(GOLDEN, found)
    styles.draw(state, matrices, WORK, PACKAGES, HERE / "card" / "styles.png")
    print(f"published step {state['step']} to {WEIGHTS} and {GOLDEN}")


if __name__ == "__main__":
    main()
