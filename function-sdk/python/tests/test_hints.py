import unittest

from hearth._hints import HintTeller, check


class Node:
    def __init__(self):
        self.told = []

    def send(self, type, call_id, payload):
        self.told.append((type, call_id, payload))


class HintsTest(unittest.TestCase):
    def test_what_may_be_a_hint(self):
        words = ["a", "pixel art", "https://e/x?a=1", "~" * 256]
        self.assertEqual(check(words), words)
        self.assertEqual(check(()), [])
        self.assertEqual(check(["a"] * 32), ["a"] * 32)

    def test_what_is_refused(self):
        wrong = ("", " a", "a ", "a,b", "a\n", "\n", "ä", "\x7f", "a" * 257)
        for words in [[each] for each in wrong] + ["abc", None, [1], ["a"] * 33, ["a" * 256] * 17]:
            with self.assertRaises(ValueError, msg=repr(words)):
                check(words)

    def test_only_changes_are_told(self):
        node, words = Node(), []
        teller = HintTeller(node, lambda: words)
        teller.tell()
        words.append("a")
        teller.tell()
        teller.tell()
        words.append(",")
        with self.assertRaises(ValueError):
            teller.tell()
        words.clear()
        teller.tell()
        self.assertEqual(node.told, [(19, 0, b'{"hints":["a"]}'), (19, 0, b'{"hints":[]}')])


if __name__ == "__main__":
    unittest.main()
