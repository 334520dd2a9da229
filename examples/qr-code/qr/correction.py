"""Reed–Solomon codes over GF(2^8) with the polynomial x^8 + x^4 + x^3 + x^2 + 1."""

from functools import lru_cache

EXP = [1]
for _ in range(254):
    EXP.append(EXP[-1] << 1 ^ (0x11D if EXP[-1] & 0x80 else 0))
LOG = {value: exponent for exponent, value in enumerate(EXP)}


def multiply(a, b):
    return EXP[(LOG[a] + LOG[b]) % 255] if a and b else 0


@lru_cache(maxsize=None)
def generator(degree):
    """Coefficients of (x - 2^0)(x - 2^1)…, highest power first, without the leading 1."""
    polynomial = [1]
    for exponent in range(degree):
        shifted = polynomial + [0]
        for i, coefficient in enumerate(polynomial):
            shifted[i + 1] ^= multiply(coefficient, EXP[exponent])
        polynomial = shifted
    return tuple(polynomial[1:])


def correction(data, count):
    """The bytes that correct a block: the remainder of its division by the generator."""
    divisor = generator(count)
    remainder = [0] * count
    for byte in data:
        factor = byte ^ remainder[0]
        remainder = remainder[1:] + [0]
        if factor:
            for i, coefficient in enumerate(divisor):
                remainder[i] ^= multiply(coefficient, factor)
    return bytes(remainder)
