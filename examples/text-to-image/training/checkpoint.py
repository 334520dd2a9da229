"""One file with all that training needs to go on; written aside and renamed, so a crash leaves the old one."""

import os
from pathlib import Path

import torch


def write(path, state):
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    torch.save(state, part)
    os.replace(part, path)


def read(path):
    return torch.load(path, map_location="cpu")


def cast(tree, kind):
    """Every floating tensor in another type."""
    if isinstance(tree, torch.Tensor):
        return tree.to(kind) if tree.is_floating_point() else tree
    if isinstance(tree, dict):
        return {key: cast(value, kind) for key, value in tree.items()}
    return tree


def pack(state, log):
    """The small form for version control: the averaged weights in half precision, and the loss table's text.

    Training goes on from the average; the optimizer's momentum comes back within some tens of steps.
    """
    kept = {key: state[key] for key in ("config", "step", "samples", "seconds", "average")}
    return dict(cast(kept, torch.float16), log=log)


def unpack(state):
    state = cast(state, torch.float32)
    if "net" not in state:
        state["net"] = {name: value.clone() for name, value in state["average"].items()}
    return state
