import json
import pathlib
import struct
import unittest
import zlib

import hearth.testing
import qr
from main import QrCode

PROJECT = json.loads((pathlib.Path(__file__).parent.parent / "hearth.json").read_text())


def pixels(png):
    """Width, height, palette and rows of palette indexes of a PNG of this function's kind."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    chunks, at = {}, 8
    while at < len(png):
        (length,) = struct.unpack_from(">I", png, at)
        kind, data = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        (crc,) = struct.unpack_from(">I", png, at + 8 + length)
        assert crc == zlib.crc32(kind + data), kind
        chunks[kind] = data
        at += 12 + length
    width, height, depth, colours = struct.unpack_from(">IIBB", chunks[b"IHDR"])
    assert (depth, colours) == (1, 3)
    raw = zlib.decompress(chunks[b"IDAT"])
    stride = 1 + (width + 7) // 8
    assert len(raw) == stride * height
    rows = []
    for y in range(height):
        line = raw[y * stride : (y + 1) * stride]
        assert line[0] == 0
        rows.append("".join(f"{byte:08b}" for byte in line[1:])[:width])
    return width, height, chunks[b"PLTE"], rows


class FunctionTest(unittest.TestCase):
    def test_picture_shows_the_code_at_its_scale_with_its_margin(self):
        input = {"text": "hello", "scale": 3, "margin": 2, "error_correction": "L"}
        outcome = hearth.testing.call(QrCode(), input)
        code = qr.encode("hello", "L")
        self.assertEqual(outcome.output["version"], 1)
        self.assertEqual(outcome.output["modules"], 21)
        image = outcome.output["image"]
        self.assertEqual((image["url"], image["width"]), ("hearth-file:0", 75))
        width, height, palette, rows = pixels(outcome.files[0])
        self.assertEqual((width, height, palette), (75, 75, b"\xff\xff\xff\x00\x00\x00"))
        self.assertEqual(rows[:6] + rows[-6:], ["0" * 75] * 12)
        for y, row in enumerate(code.rows):
            expected = "0" * 6 + "".join(str(module) * 3 for module in row) + "0" * 6
            self.assertEqual(rows[6 + 3 * y : 9 + 3 * y], [expected] * 3)

    def test_defaults_are_those_of_the_schema(self):
        properties = PROJECT["endpoints"][0]["input"]["properties"]
        defaults = {
            name: each["default"] for name, each in properties.items() if "default" in each
        }
        said = hearth.testing.call(QrCode(), {"text": "hello", **defaults})
        unsaid = hearth.testing.call(QrCode(), {"text": "hello"})
        self.assertEqual(said.files, unsaid.files)
        self.assertEqual(said.output, unsaid.output)

    def test_colours(self):
        input = {"text": "hello", "dark": "#7a2E0e", "light": "#FFEEDD"}
        _, _, palette, _ = pixels(hearth.testing.call(QrCode(), input).files[0])
        self.assertEqual(palette, bytes.fromhex("ffeedd7a2e0e"))

    def test_largest_picture(self):
        input = {"text": "1" * 7089, "error_correction": "L", "scale": 32, "margin": 16}
        outcome = hearth.testing.call(QrCode(), input)
        self.assertEqual(outcome.output["version"], 40)
        self.assertEqual(outcome.output["image"]["width"], (177 + 32) * 32)

    def test_text_that_does_not_fit_is_refused(self):
        error = hearth.testing.call(QrCode(), {"text": "é" * 2000}).error
        self.assertEqual((error["status"], error["type"]), (422, "value_error"))
        self.assertEqual(error["fields"][0]["loc"], ["body", "text"])
        self.assertIn("2334", error["message"])

    def test_half_of_a_pair_is_refused(self):
        error = hearth.testing.call(QrCode(), {"text": "\ud83d"}).error
        self.assertEqual(error["status"], 422)

    def test_examples_of_the_project_file(self):
        for example in PROJECT["examples"]:
            self.assertIsNone(hearth.testing.call(QrCode(), example).error)

    def test_all_that_the_function_needs_is_deployed(self):
        self.assertEqual(set(PROJECT["files"]), {"main.py", "qr", "hearth"})


if __name__ == "__main__":
    unittest.main()
