import math
import unittest

from hearth import _json


class JsonTest(unittest.TestCase):
    def test_reads_what_is_json(self):
        for text, value in (
            (b'{"a":[1,2.5,null,true,"\\u00e9"]}', {"a": [1, 2.5, None, True, "é"]}),
            ("\"größer 🙂\"".encode(), "größer 🙂"),
            (b" 1 ", 1),
            (b'"\\ud800"', "\ud800"),
            (b"9" * 1000, int("9" * 1000)),
            (b"[" * 200 + b"]" * 200, None),
        ):
            read = _json.read(text)
            if value is not None:
                self.assertEqual(read, value)

    def test_refuses_what_is_not(self):
        for text in (
            b"",
            b"{",
            b"1 2",
            b"NaN",
            b"-Infinity",
            b"1e400",
            b'"\x01"',
            b'"\xff"',
            b"\xef\xbb\xbf1",
            b"[" * 100_000 + b"]" * 100_000,
            b"'a'",
            b"01",
        ):
            with self.subTest(text[:10]), self.assertRaises(ValueError):
                _json.read(text)

    def test_writes_utf_8_and_escapes_what_has_none(self):
        self.assertEqual(_json.write({"ä": ["🙂", 1.5]}), '{"ä":["🙂",1.5]}'.encode())
        self.assertEqual(_json.write("\ud800"), b'"\\ud800"')

    def test_refuses_to_write_what_a_node_does_not_take(self):
        deep = []
        for _ in range(100_000):
            deep = [deep]
        just = []
        for _ in range(199):
            just = [just]
        self.assertEqual(_json.write(just), b"[" * 200 + b"]" * 200)
        for value in (math.nan, math.inf, deep, [just], {"a": just}, 10**1000, object(), {1, 2}):
            with self.assertRaises((TypeError, ValueError)):
                _json.write(value)

    def test_long_digits_in_text_are_no_number(self):
        self.assertEqual(_json.write("1" * 2000), b'"' + b"1" * 2000 + b'"')


if __name__ == "__main__":
    unittest.main()
