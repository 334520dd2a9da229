"""The format safetensors: an 8-byte little-endian length, a JSON header, the bytes of all tensors."""

import json
import struct
from pathlib import Path

import numpy as np
import torch

KINDS = {torch.float32: ("F32", "<f4"), torch.float16: ("F16", "<f2")}


def write(path, tensors, facts):
    """tensors are of single or half precision; facts are texts about them."""
    header, offset = {"__metadata__": facts}, 0
    for name, tensor in tensors.items():
        size = tensor.numel() * tensor.element_size()
        header[name] = dict(dtype=KINDS[tensor.dtype][0], shape=list(tensor.shape), data_offsets=[offset, offset + size])
        offset += size
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for tensor in tensors.values():
            file.write(tensor.contiguous().numpy().astype(KINDS[tensor.dtype][1]).tobytes())


def read(path):
    """Tensors by name, and the facts about them."""
    types, content = dict(KINDS.values()), Path(path).read_bytes()
    start = 8 + struct.unpack_from("<Q", content)[0]
    header, tensors = json.loads(content[8:start]), {}
    facts = header.pop("__metadata__", {})
    for name, tensor in header.items():
        first, end = (start + offset for offset in tensor["data_offsets"])
        kind = np.dtype(types[tensor["dtype"]])
        values = np.frombuffer(content, kind, (end - first) // kind.itemsize, first).reshape(tensor["shape"])
        tensors[name] = torch.from_numpy(values.copy())
    return tensors, facts
