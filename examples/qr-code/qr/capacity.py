"""How much each version (size) of a code holds."""

LEVELS = "LMQH"

# ISO/IEC 18004, table 9: error correction codewords of a block, by level, of versions 1 to 40.
_CORRECTION_PER_BLOCK = {
    "L": [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28]
    + [28, 28, 30, 30, 26, 28] + [30] * 14,
    "M": [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26]
    + [26] + [28] * 19,
    "Q": [13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30]
    + [28, 30, 30, 30, 30, 28] + [30] * 14,
    "H": [17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30, 28, 28, 26, 28]
    + [30, 24] + [30] * 18,
}

# The same table: blocks.
_BLOCKS = {
    "L": [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8]
    + [8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25],
    "M": [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16]
    + [17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49],
    "Q": [1, 1, 2, 2, 4, 4, 6, 6, 8, 8, 8, 10, 12, 16, 12, 17, 16, 18, 21, 20]
    + [23, 23, 25, 27, 29, 34, 34, 35, 38, 40, 43, 45, 48, 51, 53, 56, 59, 62, 65, 68],
    "H": [1, 1, 2, 4, 4, 4, 5, 6, 8, 8, 11, 11, 16, 16, 18, 16, 19, 21, 25, 25]
    + [25, 34, 30, 32, 35, 37, 40, 42, 45, 48, 51, 54, 57, 60, 63, 66, 70, 74, 77, 81],
}


def size(version):
    """Modules of each side."""
    return 17 + 4 * version


def alignment(version):
    """Coordinates of the centres of alignment patterns, on both axes."""
    if version == 1:
        return []
    count = version // 7 + 2
    step = 26 if version == 32 else (version * 4 + count * 2 + 1) // (count * 2 - 2) * 2
    return [6] + [size(version) - 7 - i * step for i in range(count - 2, -1, -1)]


def codewords(version):
    """Bytes that a code holds, correction included."""
    modules = (16 * version + 128) * version + 64
    if version >= 2:
        count = version // 7 + 2
        modules -= (25 * count - 10) * count - 55
    if version >= 7:
        modules -= 36
    return modules // 8


def blocks(version, level):
    """How many blocks, and bytes of correction in each."""
    return _BLOCKS[level][version - 1], _CORRECTION_PER_BLOCK[level][version - 1]


def data_codewords(version, level):
    """Bytes that a code holds beside its correction."""
    count, correction = blocks(version, level)
    return codewords(version) - count * correction
