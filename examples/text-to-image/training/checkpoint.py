"""One file with all that training needs to go on; written aside and renamed, so a crash leaves the old one."""

import json
import os
from pathlib import Path

import torch

import safetensors

PACKED = ".safetensors"


def write(path, state):
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    torch.save(state, part)
    os.replace(part, path)


def read(path):
    """A whole checkpoint, or what pack wrote."""
    if Path(path).suffix == PACKED:
        average, facts = safetensors.read(path)
        kept = {key: json.loads(facts[key]) for key in ("config", "step", "samples", "seconds")}
        return dict(kept, average=average, log=facts["log"])
    return torch.load(path, map_location="cpu")


def cast(tree, kind):
    """Every floating tensor in another type."""
    if isinstance(tree, torch.Tensor):
        return tree.to(kind) if tree.is_floating_point() else tree
    if isinstance(tree, dict):
        return {key: cast(value, kind) for key, value in tree.items()}
    return tree


def pack(path, state, log):
    """The small form for version control: the averaged weights in half precision, and the loss table's text.

    Training goes on from the average; the optimizer's momentum comes back within some tens of steps.
    """
    facts = {key: json.dumps(state[key]) for key in ("config", "step", "samples", "seconds")}
    safetensors.write(path, cast(state["average"], torch.float16), dict(facts, log=log, licence="Apache-2.0"))


def unpack(state):
    state = cast(state, torch.float32)
    if "net" not in state:
        state["net"] = {name: value.clone() for name, value in state["average"].items()}
    return state
