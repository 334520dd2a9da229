"""What a function is given once, when its worker starts."""

from __future__ import annotations

import pathlib
from typing import Any, Callable, Dict, NamedTuple


class Device(NamedTuple):
    """What the worker computes on."""

    kind: str  # "cpu" or "cuda"
    index: int  # CUDA's number of the GPU, as the worker sees it
    memory_bytes: int
    threads: int  # processors that it may keep busy


class Setup:
    """What LOAD says, and where the function's own files are."""

    def __init__(self, load: Dict[str, Any], log: Callable[[str], None]):
        self.root = pathlib.Path(load["root"])
        """The function's files, read-only; also the working directory."""
        self.scratch = pathlib.Path(load["scratch"])
        """A private writable folder, gone when the worker ends."""
        device = load["device"]
        self.device = Device(
            device["kind"], device["index"], device["memory_bytes"], device["threads"]
        )
        self._secrets = dict(load["secrets"])
        self.log = log
        """Writes a line to the worker's log."""

    def weights(self, name: str) -> pathlib.Path:
        """The folder `weights/name` of the function's files."""
        folder = self.root / "weights" / name
        if folder.parent != self.root / "weights" or ".." in folder.parts or not folder.is_dir():
            raise ValueError(f'the function version has no weights "{name}"')
        return folder

    def secret(self, name: str) -> str:
        """A secret of the function's owner that the descriptor names."""
        if name not in self._secrets:
            raise ValueError(f'no secret "{name}" was granted')
        return self._secrets[name]
