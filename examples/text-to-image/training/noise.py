"""The noise of torch.randn(n, 3, S, S, device="cuda") after torch.manual_seed(seed), on any machine.

Philox4x32-10 (Salmon, Moraes, Dror and Shaw, "Parallel Random Numbers: As Easy as 1, 2, 3", 2011). Element i is the
first normal value of subsequence i: counter (0, 0, i, 0), key the seed, Box and Muller's transform of the first two words.
"""

import numpy as np

MULTIPLIERS = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
WEYL = 0x9E3779B9, 0xBB67AE85
WORD = 0xFFFFFFFF


def philox(counters, key):
    """counters [4, n] and key (two ints below 2^32) -> [4, n], all as uint64."""
    words = [word.astype(np.uint64) for word in counters]
    low, high = np.uint64(WORD), np.uint64(32)
    for turn in range(10):
        first, second = MULTIPLIERS[0] * words[0], MULTIPLIERS[1] * words[2]
        keys = [np.uint64((key[i] + turn * WEYL[i]) & WORD) for i in range(2)]
        words = [
            (second >> high) ^ words[1] ^ keys[0],
            second & low,
            (first >> high) ^ words[3] ^ keys[1],
            first & low,
        ]
    return np.stack(words)


def noise(seed, pictures, size):
    """-> float32 [pictures, 3, size, size]."""
    count = pictures * 3 * size * size
    counters = np.zeros((4, count), np.uint64)
    counters[2] = np.arange(count)
    words = philox(counters, (seed & WORD, seed >> 32 & WORD))
    u, v = (words[:2].astype(np.float64) + 0.5) / 2.0**32
    normal = np.sqrt(-2 * np.log(u)) * np.sin(2 * np.pi * v)
    return normal.astype(np.float32).reshape(pictures, 3, size, size)
