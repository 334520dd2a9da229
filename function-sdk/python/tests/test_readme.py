"""The examples of the README are run as they stand."""

import pathlib
import re
import sys
import types
import unittest

import hearth
import hearth.testing

README = pathlib.Path(__file__).resolve().parent.parent / "README.md"
BLOCKS = re.findall("^```python\n(.*?)^```", README.read_text(encoding="utf-8"), re.S | re.M)


def example(word):
    """The one block that has that word."""
    (block,) = [block for block in BLOCKS if word in block]
    return block


def load(word):
    """A block as a module, as dataclasses look for theirs."""
    module = types.ModuleType("example_of_the_readme")
    sys.modules[module.__name__] = module
    exec(compile(example(word), str(README), "exec"), vars(module))
    return module


class ReadmeTest(unittest.TestCase):
    def test_function(self):
        module = load("class Shout")
        outcome = hearth.testing.call(module.Shout(), {"text": "hello"})
        self.assertEqual(outcome.output, {"text": "HELLO!"})
        refused = hearth.testing.call(module.Shout(), {"text": " "})
        self.assertEqual(refused.error["fields"][0]["loc"], ["body", "text"])
        exec(example("testing.call("), {"Shout": module.Shout, "hearth": hearth})

    def test_iterative_function(self):
        names = load("class Names").Names()
        long, short = hearth.testing.call_batch(names, [{}, {"letters": 2, "seed": 1}])
        self.assertEqual(long.progress, [(done, 6) for done in range(7)])
        self.assertEqual(long.output["text"], long.partials[-1]["text"].capitalize())
        self.assertEqual([len(partial["text"]) for partial in short.partials], [1, 2])
        exec(example("RunningBatch("), {"Names": type(names), "hearth": hearth})


if __name__ == "__main__":
    unittest.main()
