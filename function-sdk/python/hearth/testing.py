"""Calls a function in a test as its worker would, without a node.

    outcome = hearth.testing.call(Shout(), {"text": "hello"})
    assert outcome.output == {"text": "HELLO!"}
"""

from __future__ import annotations

import json
import struct
from typing import Any, Dict, List, Optional, Tuple

from . import _frames, _json
from ._call import Call
from ._function import Function, endpoints
from ._log import LogBudget, WorkerLog
from ._worker import answer_batch


class Outcome:
    """What a call came to."""

    def __init__(self) -> None:
        self.output: Any = None
        """The output as its caller sees it, or None if there is none."""
        self.error: Optional[Dict[str, Any]] = None
        """Why there is none: `status`, `type`, `message` and perhaps `fields` and `stack`."""
        self.metered: Optional[int] = None
        """Micro-units that the function metered."""
        self.files: List[bytes] = []
        """Output files; the output names them `hearth-file:0` and so on."""
        self.logs: List[Tuple[str, str]] = []
        """Level and message of each log line."""
        self.progress: List[Tuple[int, int]] = []
        self.partials: List[Any] = []


def call(
    function: Function, input: Any, endpoint: str = "/", cancelled: bool = False
) -> Outcome:
    """Makes one call of a function that is set up, with an input that has a JSON form."""
    return call_batch(function, [input], endpoint, cancelled)[0]


def call_batch(
    function: Function, inputs: List[Any], endpoint: str = "/", cancelled: bool = False
) -> List[Outcome]:
    """Makes one call for each input: of a batch function all at once, else one after another."""
    method = endpoints(function)[endpoint]
    recorder = _Recorder(len(inputs))
    log = WorkerLog(recorder, LogBudget())  # type: ignore[arg-type]
    calls = [Call(1 + i, recorder, log, lambda call: None) for i in range(len(inputs))]
    for each in calls:
        if cancelled:
            each._cancel_now()
    given = [_json.read(_json.write(each)) for each in inputs]
    if function.shape == "batch":
        _run(calls, lambda: answer_batch(method(given, list(calls)), calls))
    else:
        for each, one in zip(calls, given):
            _run([each], lambda: each._succeed(method(one, each)))
    return recorder.outcomes


def _run(calls: List[Call], action: Any) -> None:
    try:
        action()
    except Exception as failure:
        for each in calls:
            each.fail(failure)


class _Recorder:
    """Takes the place of the link to the node."""

    def __init__(self, count: int):
        self.outcomes = [Outcome() for _ in range(count)]

    def send(self, type: int, call_id: int, payload: bytes) -> None:
        outcome = self.outcomes[call_id - 1]
        if type == _frames.FILE:
            index, _ = struct.unpack_from(">IB", payload)
            if index == len(outcome.files):
                outcome.files.append(b"")
            outcome.files[index] += payload[5:]
        elif type == _frames.RESULT:
            (metered,) = struct.unpack_from(">q", payload)
            outcome.metered = None if metered == _frames.NOT_METERED else metered
            outcome.output = json.loads(payload[8:])
        else:
            self._told(outcome, type, json.loads(payload))

    @staticmethod
    def _told(outcome: Outcome, type: int, told: Any) -> None:
        if type == _frames.LOG:
            outcome.logs.append((told["level"], told["message"]))
        elif type == _frames.PROGRESS:
            outcome.progress.append((told["done"], told["total"]))
        elif type == _frames.EMIT:
            outcome.partials.append(told)
        elif type == _frames.ERROR:
            outcome.error = told
