"""What a worker advertises."""

from __future__ import annotations

import re
import threading
from typing import Any, Callable, List

from . import _json
from ._frames import HINTS, WORKER

MAX_COUNT, MAX_CHARS = 32, 4096

_WORD = re.compile(r"(?=[^ ])[ -+\--~]{1,256}(?<! )")


def check(words: Any) -> List[str]:
    """The words, if they are what a function may advertise."""
    if not isinstance(words, (list, tuple)) or not all(isinstance(each, str) for each in words):
        raise ValueError(f"hints are a list of strings, not {words!r:.100}")
    if len(words) > MAX_COUNT or sum(map(len, words)) > MAX_CHARS:
        raise ValueError(f"hints are at most {MAX_COUNT}, and {MAX_CHARS} characters in all")
    for each in words:
        if not _WORD.fullmatch(each):
            raise ValueError(
                f"hint {each!r:.60} isn't 1 to 256 printable ASCII characters without comma and "
                "without space at either end"
            )
    return list(words)


class HintTeller:
    """Tells the node a function's hints whenever they have changed."""

    def __init__(self, link: Any, ask: Callable[[], Any]):
        self._link = link
        self._ask = ask
        self._told: List[str] = []
        self._lock = threading.Lock()

    def tell(self) -> None:
        # The lock is held while the function is asked: no thread tells what another has overtaken.
        with self._lock:
            words = check(self._ask())
            if words != self._told:
                self._told = words
                self._link.send(HINTS, WORKER, _json.write({"hints": words}))
