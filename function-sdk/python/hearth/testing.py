"""Calls a function in a test as its worker would, without a node.

    outcome = hearth.testing.call(Shout(), {"text": "hello"})
    assert outcome.output == {"text": "HELLO!"}
"""

from __future__ import annotations

import json
import struct
from typing import Any, Dict, List, Optional, Sequence, Tuple

from . import _frames, _json
from ._answers import answer_batch
from ._call import Call
from ._function import Function, IterativeFunction, endpoints
from ._log import LogBudget, WorkerLog
from ._steps import StepRunner


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
    """Makes one call for each input.

    Of a batch function all at once, of an iterative function in one running batch, else one after
    another.
    """
    if isinstance(function, IterativeFunction):
        return _call_in_steps(function, inputs, endpoint, cancelled)
    method = endpoints(function)[endpoint]
    recorder = _Recorder()
    calls = [recorder.call() for _ in inputs]
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
        _fail(calls, failure)


def _fail(calls: List[Call], failure: BaseException) -> None:
    """Unlike a worker, a test is left to the user's interrupt."""
    if not isinstance(failure, Exception):
        raise failure
    for each in calls:
        each.fail(failure)


class RunningBatch:
    """The running batch of an iterative function, moved on step by step.

        batch = hearth.testing.RunningBatch(Names())
        first = batch.join({"letters": 5})
        batch.step()
        second = batch.join({"letters": 2})
        batch.run()
        assert first.output and second.output

    What is asked of it takes effect before the next step, as in a worker.
    """

    def __init__(self, function: IterativeFunction, max_size: int = 16, key: Sequence[str] = ()):
        """`max_size` and `key` are those of the descriptor's `batching`."""
        self.logs: List[str] = []
        """Lines that concern no call: failures of `release`."""
        self._methods = endpoints(function)
        self._recorder = _Recorder()
        self._steps = StepRunner(function, max_size, key, _fail, self.logs.append, lambda: None)

    def join(self, input: Any, endpoint: str = "/") -> Outcome:
        """Has a call begin; its outcome is complete once `output` or `error` is there."""
        call = self._recorder.call()
        self._steps.arrived(self._methods[endpoint], call, _json.write(input))
        return self._recorder.outcomes[-1]

    def step(self) -> None:
        """Has all calls that are not parked take one step."""
        self._steps.turn()

    def run(self) -> None:
        """Steps on until no call is left, or only parked ones."""
        self._steps.run()

    def cancel(self, outcome: Outcome) -> None:
        """Withdraws a call, as its caller does."""
        self._recorder.call_of(outcome)._cancel_now()

    def park(self, outcome: Outcome) -> None:
        """Wants a call off the device."""
        self._recorder.call_of(outcome)._park_now(True)

    def resume(self, outcome: Outcome) -> None:
        """Wants a parked call back on the device."""
        self._recorder.call_of(outcome)._park_now(False)


def _call_in_steps(
    function: IterativeFunction, inputs: List[Any], endpoint: str, cancelled: bool
) -> List[Outcome]:
    batch = RunningBatch(function, max_size=max(1, len(inputs)))
    outcomes = [batch.join(each, endpoint) for each in inputs]
    for each in outcomes:
        if cancelled:
            batch.cancel(each)
    batch.run()
    return outcomes


class _Recorder:
    """Takes the place of the link to the node."""

    def __init__(self) -> None:
        self.outcomes: List[Outcome] = []
        self._calls: List[Call] = []
        self._log = WorkerLog(self, LogBudget())  # type: ignore[arg-type]

    def call(self) -> Call:
        """Makes a call, whose outcome is the last of `outcomes`."""
        link: Any = self
        call = Call(1 + len(self._calls), link, self._log, lambda call: None)
        self._calls.append(call)
        self.outcomes.append(Outcome())
        return call

    def call_of(self, outcome: Outcome) -> Call:
        return self._calls[self.outcomes.index(outcome)]

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
