"""From a text to a code."""

from typing import List, NamedTuple

from . import capacity, segment
from .correction import correction
from .matrix import Matrix


class TooLongError(ValueError):
    """No code holds so much text at that level."""


class Code(NamedTuple):
    """A code; rows hold 1 for a dark module and 0 for a light one."""

    version: int
    level: str
    mask: int
    rows: List[List[int]]


def encode(text, level):
    """The smallest code that holds a text."""
    version, bits = _fitted(text, level)
    data = _padded(bits, capacity.data_codewords(version, level))
    matrix = Matrix(version)
    matrix.draw_data(interleaved(data, version, level))
    mask = matrix.draw_mask(level)
    return Code(version, level, mask, matrix.dark)


def _fitted(text, level):
    for version in range(1, 41):
        bits = segment.encode(text, version)
        if len(bits) <= 8 * capacity.data_codewords(version, level):
            return version, bits
    raise TooLongError(
        f"the text takes {(len(bits) + 7) // 8} bytes, and with error correction {level} "
        f"a code holds {capacity.data_codewords(40, level)}"
    )


def _padded(bits, count):
    bits.add(0, min(4, 8 * count - len(bits)))  # the end of the text, as far as there is room
    data = bits.to_bytes()
    padding = b"\xec\x11" * ((count - len(data) + 1) // 2)
    return data + padding[: count - len(data)]


def interleaved(data, version, level):
    """Blocks and their correction, byte by byte in turns, so that damage is spread."""
    count, correcting = capacity.blocks(version, level)
    short = len(data) // count
    long_blocks = len(data) % count
    blocks, at = [], 0
    for i in range(count):
        length = short + (i >= count - long_blocks)
        blocks.append(data[at : at + length])
        at += length
    checks = [correction(block, correcting) for block in blocks]
    woven = [block[i] for i in range(short + 1) for block in blocks if i < len(block)]
    woven += [check[i] for i in range(correcting) for check in checks]
    return bytes(woven)
