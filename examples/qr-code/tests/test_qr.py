import random
import unittest

import qr
from qr import capacity, correction, segment
from qr.code import interleaved
from qr.mask import MASKS, penalty
from qr.matrix import Matrix


class StandardTest(unittest.TestCase):
    """Values that the standard and its well-known worked examples give."""

    def test_hello_world(self):
        """The tutorial example of version 1-M."""
        bits = segment.encode("HELLO WORLD", 1)
        self.assertEqual(bits.to_bytes()[:10], bytes([32, 91, 11, 120, 209, 114, 220, 77, 67, 64]))
        data = bytes([32, 91, 11, 120, 209, 114, 220, 77, 67, 64, 236, 17, 236, 17, 236, 17])
        check = bytes([196, 35, 39, 119, 235, 215, 231, 226, 93, 23])
        self.assertEqual(correction.correction(data, 10), check)
        self.assertEqual(interleaved(data, 1, "M"), data + check)

    def test_iso_example(self):
        """ISO/IEC 18004, annex I: 01234567 in version 1-M."""
        data = bytes([16, 32, 12, 86, 97, 128, 236, 17, 236, 17, 236, 17, 236, 17, 236, 17])
        self.assertEqual(segment.encode("01234567", 1).to_bytes()[:6], data[:6])
        check = bytes([165, 36, 212, 193, 237, 54, 199, 135, 44, 85])
        self.assertEqual(correction.correction(data, 10), check)

    def test_generator_polynomials(self):
        for degree, exponents in (
            (7, [87, 229, 146, 149, 238, 102, 21]),
            (10, [251, 67, 46, 61, 118, 70, 64, 94, 32, 45]),
        ):
            told = [correction.LOG[each] for each in correction.generator(degree)]
            self.assertEqual(told, exponents)

    def test_format_and_version_bits(self):
        for level, mask, expected in (
            ("M", 0, "101010000010010"),
            ("L", 4, "110011000101111"),
            ("H", 7, "000100000111011"),
            ("Q", 2, "011111100110001"),
        ):
            matrix = Matrix(1)
            matrix.draw_format(level, mask)
            row = matrix.dark[8]
            told = row[:6] + [row[7], row[8]] + [matrix.dark[y][8] for y in (7, 5, 4, 3, 2, 1, 0)]
            self.assertEqual("".join(map(str, told)), expected)
        matrix = Matrix(7)
        told = [matrix.dark[5 - i // 3][matrix.size - 9 - i % 3] for i in range(18)]
        self.assertEqual("".join(map(str, told)), "000111110010010100")

    def test_capacities(self):
        """Bytes that fit in byte mode: ISO/IEC 18004, table 7."""
        for version, by_level in (
            (1, [17, 14, 11, 7]),
            (7, [154, 122, 86, 64]),
            (20, [858, 666, 482, 382]),
            (40, [2953, 2331, 1663, 1273]),
        ):
            for level, count in zip(capacity.LEVELS, by_level):
                self.assertEqual(qr.encode("x" * count, level).version, version)
                if version < 40:
                    self.assertEqual(qr.encode("x" * (count + 1), level).version, version + 1)
                else:
                    with self.assertRaises(qr.TooLongError):
                        qr.encode("x" * (count + 1), level)

    def test_alignment(self):
        for version, centres in (
            (1, []),
            (2, [6, 18]),
            (14, [6, 26, 46, 66]),
            (32, [6, 34, 60, 86, 112, 138]),
            (36, [6, 24, 50, 76, 102, 128, 154]),
            (40, [6, 30, 58, 86, 114, 142, 170]),
        ):
            self.assertEqual(capacity.alignment(version), centres)

    def test_blocks_fill_every_version(self):
        for version in range(1, 41):
            places = sum(1 for _ in Matrix(version).places())
            self.assertEqual(places // 8, capacity.codewords(version), version)


class ReadingTest(unittest.TestCase):
    """Codes are read back by the rules of reading, correction included."""

    def test_texts_come_back(self):
        choose = random.Random(18004)
        for level in capacity.LEVELS:
            for length in (1, 20, 300):
                text = "".join(choose.choice("abc xyz/:.?=&é漢🙂") for _ in range(length))
                self.assertEqual(read(qr.encode(text, level)), text)

    def test_modes(self):
        for text in ("0", "01", "012", "0123456789" * 9, "A", "AB", "A1 $%*+-./:", "a", "Ä"):
            self.assertEqual(read(qr.encode(text, "Q")), text)

    def test_the_mask_is_the_one_that_is_easiest_to_read(self):
        code = qr.encode("https://example.com/", "M")
        matrix = Matrix(code.version)
        penalties = []
        for mask in range(8):
            matrix.dark = [list(row) for row in unmasked(code)]
            penalties.append(penalty(matrix._masked("M", mask)))
        self.assertEqual(penalties.index(min(penalties)), code.mask)

    def test_penalties(self):
        self.assertEqual(penalty(["11111"] + ["01010", "10101"] * 2), 3 + 10 * 2)
        self.assertEqual(penalty(["00", "00"]), 3 + 10 * 10)


def unmasked(code):
    """The rows without their mask."""
    fixed = Matrix(code.version).fixed
    return [
        [
            module if fixed[y][x] else module ^ (MASKS[code.mask](x, y) == 0)
            for x, module in enumerate(row)
        ]
        for y, row in enumerate(code.rows)
    ]


def read(code):
    """The text of a code; fails if a block isn't without fault."""
    rows = unmasked(code)
    bits = [rows[y][x] for x, y in Matrix(code.version).places()]
    words = [
        int("".join(map(str, bits[at : at + 8])), 2)
        for at in range(0, 8 * capacity.codewords(code.version), 8)
    ]
    data = b"".join(blocks(words, code.version, code.level))
    return text_of("".join(f"{byte:08b}" for byte in data), code.version)


def blocks(words, version, level):
    """Takes the blocks apart; each with its correction must be a multiple of the generator."""
    count, correcting = capacity.blocks(version, level)
    total = capacity.data_codewords(version, level)
    lengths = [total // count + (i >= count - total % count) for i in range(count)]
    found = [[] for _ in range(count)]
    words = iter(words)
    for i in range(max(lengths)):
        for block, length in zip(found, lengths):
            if i < length:
                block.append(next(words))
    checks = [[] for _ in range(count)]
    for _ in range(correcting):
        for check in checks:
            check.append(next(words))
    for block, check in zip(found, checks):
        for exponent in range(correcting):
            value = 0
            for word in block + check:
                value = correction.multiply(value, correction.EXP[exponent]) ^ word
            assert value == 0, "a block with faults"
    return [bytes(block) for block in found]


def text_of(bits, version):
    at = 0

    def take(width):
        nonlocal at
        at += width
        return int(bits[at - width : at] or "0", 2)

    size = 0 if version <= 9 else 1 if version <= 26 else 2
    mode = take(4)
    if mode == 7:
        assert take(8) == 26, "UTF-8"
        mode = take(4)
    if mode == 1:
        count = take((10, 12, 14)[size])
        groups = [3] * (count // 3) + ([count % 3] if count % 3 else [])
        return "".join(str(take(1 + 3 * group)).zfill(group) for group in groups)
    if mode == 2:
        count, text = take((9, 11, 13)[size]), ""
        for _ in range(count // 2):
            pair = take(11)
            text += segment.ALPHANUMERIC[pair // 45] + segment.ALPHANUMERIC[pair % 45]
        return text + (segment.ALPHANUMERIC[take(6)] if count % 2 else "")
    assert mode == 4, mode
    return bytes(take(8) for _ in range(take((8, 16, 16)[size]))).decode("utf-8")


if __name__ == "__main__":
    unittest.main()
