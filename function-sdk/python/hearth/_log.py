"""Log lines, within a budget: a function that prints without end costs the node little."""

from __future__ import annotations

import io
import threading
import time
from typing import Callable

from . import _json
from ._errors import cut
from ._frames import LOG, WORKER, Link

MAX_MESSAGE_BYTES = 16 << 10
BURST_BYTES = 1 << 20
BYTES_PER_SECOND = 256 << 10
_FRAME_BYTES = 64  # what a line costs beside its text


class LogBudget:
    """A bucket of bytes that refills with time."""

    def __init__(self, clock: Callable[[], float] = time.monotonic):
        self._clock = clock
        self._lock = threading.Lock()
        self._bytes = float(BURST_BYTES)
        self._filled = clock()
        self._dropped = 0

    def take(self, count: int) -> bool:
        """Whether a line of that size may be sent; if not, it counts as dropped."""
        with self._lock:
            now = self._clock()
            earned = (now - self._filled) * BYTES_PER_SECOND
            self._bytes = min(BURST_BYTES, self._bytes + earned)
            self._filled = now
            if self._bytes < count:
                self._dropped += 1
                return False
            self._bytes -= count
            return True

    def take_dropped(self) -> int:
        """Lines dropped since this was last asked."""
        with self._lock:
            dropped, self._dropped = self._dropped, 0
            return dropped


class WorkerLog:
    """Sends log lines to the node."""

    def __init__(self, link: Link, budget: LogBudget):
        self._link = link
        self._budget = budget

    def write(self, call_id: int, level: str, message: str) -> None:
        """Sends a line; one that is too long is cut, one beyond the budget left out."""
        text = cut(message, MAX_MESSAGE_BYTES)
        if self._budget.take(len(text.encode("utf-8", "replace")) + _FRAME_BYTES):
            self.tell_dropped()
            self._send(call_id, level, text)

    def tell_dropped(self) -> None:
        """Tells how many lines were left out since it was last told."""
        dropped = self._budget.take_dropped()
        if dropped:
            self._send(WORKER, "WARN", f"{dropped} log lines were left out: they came too fast")

    def _send(self, call_id: int, level: str, message: str) -> None:
        line = {"level": level, "message": message.encode("utf-8", "replace").decode("utf-8")}
        self._link.send(LOG, call_id, _json.write(line))


class LineStream(io.TextIOBase):
    """Stands in for a standard stream: sends what is printed line by line."""

    def __init__(self, log: WorkerLog, level: str):
        self._log = log
        self._level = level
        self._lock = threading.RLock()
        self._line = ""

    encoding = "utf-8"

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        with self._lock:
            *lines, self._line = (self._line + text).split("\n")
            for line in lines:
                self._send(line)
            while len(self._line) >= MAX_MESSAGE_BYTES:
                self._send(self._line[:MAX_MESSAGE_BYTES])
                self._line = self._line[MAX_MESSAGE_BYTES:]
        return len(text)

    def finish(self) -> None:
        """Sends a line that has not ended yet, before the process does."""
        with self._lock:
            if self._line:
                self._send(self._line)
                self._line = ""

    def _send(self, line: str) -> None:
        self._log.write(WORKER, self._level, line[:-1] if line.endswith("\r") else line)
