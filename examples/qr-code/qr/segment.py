"""Text as bits, in the mode that takes the fewest."""

ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_UTF_8 = 26  # ECI assignment number; without one a reader takes bytes for ISO 8859-1


class Bits:
    """Grows bit by bit."""

    def __init__(self):
        self.values = []

    def add(self, value, width):
        self.values.extend(value >> i & 1 for i in range(width - 1, -1, -1))

    def __len__(self):
        return len(self.values)

    def to_bytes(self):
        whole = self.values + [0] * (-len(self.values) % 8)
        return bytes(
            sum(bit << 7 - i for i, bit in enumerate(whole[at : at + 8]))
            for at in range(0, len(whole), 8)
        )


def encode(text, version):
    """The text's bits in a code of that version; the count's width depends on it."""
    bits = Bits()
    if text.isascii() and text.isdigit():
        _numeric(bits, text, version)
    elif all(character in ALPHANUMERIC for character in text):
        _alphanumeric(bits, text, version)
    else:
        _bytes(bits, text, version)
    return bits


def _count_width(version, widths):
    return widths[0 if version <= 9 else 1 if version <= 26 else 2]


def _numeric(bits, text, version):
    bits.add(0b0001, 4)
    bits.add(len(text), _count_width(version, (10, 12, 14)))
    for at in range(0, len(text), 3):
        digits = text[at : at + 3]
        bits.add(int(digits), 1 + 3 * len(digits))


def _alphanumeric(bits, text, version):
    bits.add(0b0010, 4)
    bits.add(len(text), _count_width(version, (9, 11, 13)))
    for at in range(0, len(text) - 1, 2):
        first, second = ALPHANUMERIC.index(text[at]), ALPHANUMERIC.index(text[at + 1])
        bits.add(first * 45 + second, 11)
    if len(text) % 2:
        bits.add(ALPHANUMERIC.index(text[-1]), 6)


def _bytes(bits, text, version):
    data = text.encode("utf-8")
    if not text.isascii():
        bits.add(0b0111, 4)
        bits.add(_UTF_8, 8)
    bits.add(0b0100, 4)
    bits.add(len(data), _count_width(version, (8, 16, 16)))
    for byte in data:
        bits.add(byte, 8)
