import json
import unittest

from hearth import _log
from hearth._errors import cut
from hearth._log import BURST_BYTES, BYTES_PER_SECOND, LineStream, LogBudget, WorkerLog


class Sink:
    def __init__(self):
        self.lines = []

    def send(self, type, call_id, payload):
        line = json.loads(payload)
        self.lines.append((call_id, line["level"], line["message"]))


class LogTest(unittest.TestCase):
    def setUp(self):
        self.now = 0.0
        self.sink = Sink()
        self.log = WorkerLog(self.sink, LogBudget(lambda: self.now))

    def test_budget_refills_with_time_and_no_further(self):
        budget = LogBudget(lambda: self.now)
        self.assertTrue(budget.take(BURST_BYTES))
        self.assertFalse(budget.take(1))
        self.now = 1.0
        self.assertTrue(budget.take(BYTES_PER_SECOND))
        self.assertFalse(budget.take(1))
        self.now = 1000.0
        self.assertFalse(budget.take(BURST_BYTES + 1))
        self.assertEqual((budget.take_dropped(), budget.take_dropped()), (3, 0))

    def test_what_is_left_out_is_told(self):
        for _ in range(2 * BURST_BYTES // 1000):
            self.log.write(7, "INFO", "x" * 1000)
        kept = len(self.sink.lines)
        self.log.tell_dropped()
        dropped = 2 * BURST_BYTES // 1000 - kept
        told = (0, "WARN", f"{dropped} log lines were left out: they came too fast")
        self.assertEqual(self.sink.lines[-1], told)

    def test_lines_are_cut_between_characters(self):
        self.log.write(7, "INFO", "x" + "ü" * 20_000)
        self.assertEqual(self.sink.lines[0][2], "x" + "ü" * 8191)
        self.assertEqual(cut("🙂🙂", 7), "🙂")

    def test_half_of_a_pair_is_replaced(self):
        self.log.write(7, "INFO", "\ud800")
        self.assertEqual(self.sink.lines, [(7, "INFO", "?")])

    def test_streams_send_lines(self):
        stream = LineStream(self.log, "STDOUT")
        print("one", file=stream)
        print("two\r\nthr", end="", file=stream)
        print("ee", end="", file=stream)
        self.assertEqual(self.sink.lines, [(0, "STDOUT", "one"), (0, "STDOUT", "two")])
        stream.finish()
        stream.finish()
        self.assertEqual(self.sink.lines[2:], [(0, "STDOUT", "three")])
        stream.write("x" * (_log.MAX_MESSAGE_BYTES + 1))
        self.assertEqual(len(self.sink.lines[3][2]), _log.MAX_MESSAGE_BYTES)


if __name__ == "__main__":
    unittest.main()
