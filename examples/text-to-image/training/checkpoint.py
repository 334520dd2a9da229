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


def pack(state):
    """The half-precision form for version control: no momentum, which comes back within some tens of steps."""
    small = cast({key: value for key, value in state.items() if key != "optimizer"}, torch.float16)
    return dict(small, packed=True)


def unpack(state):
    return cast(state, torch.float32)
