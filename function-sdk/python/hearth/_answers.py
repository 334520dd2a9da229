"""From what the node gives to what the function is given, and from what it makes to an answer."""

from __future__ import annotations

import os
from typing import Any, List

from . import _json
from ._call import Call
from ._errors import Refusal

OUT_OF_MEMORY = 3  # exit status


def read_input(data: bytes) -> Any:
    """The input of a call; what isn't JSON is the caller's fault."""
    try:
        return _json.read(data)
    except ValueError as e:
        raise Refusal(f"not JSON: {e}", field=()) from None


def answer_batch(outputs: Any, calls: List[Call]) -> None:
    """Answers each call of a batch that has not ended by itself."""
    if not isinstance(outputs, (list, tuple)) or len(outputs) != len(calls):
        told = len(outputs) if isinstance(outputs, (list, tuple)) else "no list of"
        raise Refusal(
            f"the function returned {told} outputs for {len(calls)} calls", type="invalid_output"
        )
    for call, output in zip(calls, outputs):
        if not call._ended():
            call._succeed(output)


def fail_all(calls: List[Call], failure: BaseException) -> None:
    """Ends calls with what the function raised, and the process if its memory is full."""
    for call in calls:
        call.fail(failure)
    if isinstance(failure, MemoryError):
        os._exit(OUT_OF_MEMORY)
