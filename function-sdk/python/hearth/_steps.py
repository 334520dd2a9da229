"""Runs the steps of an iterative function, for all its endpoints.

Between two steps everything is settled that the node wants: calls that were withdrawn end, those to
be parked leave the batch, parked ones come back, new ones begin. The node may ask for more than
fits at one boundary, as its frames come while another is being settled; the rest waits for the
next.
"""

from __future__ import annotations

from collections import deque
from typing import Any, Callable, Deque, Dict, List, NamedTuple, Sequence, Tuple

from . import _json
from ._answers import read_input
from ._call import Call
from ._errors import Refusal, describe
from ._function import IterativeFunction


class Arrival(NamedTuple):
    """A call that has not begun."""

    begin: Callable[[Any, Call], Any]  # the method of its endpoint
    call: Call
    data: bytes


class Begun:
    """A call after its `begin`."""

    def __init__(self, call: Call, state: Any, key: str):
        self.call = call
        self.state = state
        self.key = key


class StepRunner:
    """Runs on the function's thread alone, but for `arrived`."""

    def __init__(
        self,
        function: IterativeFunction,
        max_size: int,
        key: Sequence[str],
        fail: Callable[[List[Call], BaseException], None],
        log: Callable[[str], None],
        tell_hints: Callable[[], None],
    ):
        """`fail` ends calls with what the function raised; `log` takes what concerns no call."""
        self._function = function
        self._max_size = max_size
        self._key = key
        self._fail = fail
        self._log = log
        self._tell_hints = tell_hints
        self._arrivals: Deque[Arrival] = deque()  # filled by the thread that reads frames
        self._waiting: List[Arrival] = []
        self._running: List[Begun] = []
        self._parked: List[Begun] = []
        self._draining = False

    def arrived(self, begin: Callable[[Any, Call], Any], call: Call, data: bytes) -> None:
        """Takes a call, to begin at the next boundary."""
        self._arrivals.append(Arrival(begin, call, data))

    def run(self) -> None:
        """Runs what has arrived and what arrives meanwhile, until nothing is left to do."""
        while self._has_work():
            self.turn()

    def drain(self) -> None:
        """Runs everything to its end. Parked calls are finished too: nobody else would."""
        self._draining = True
        self.run()

    def turn(self) -> None:
        """Settles what the node wants, then has each batch take one step."""
        self._settle_boundary()
        for batch in self._batches():
            self._step(batch)

    def _has_work(self) -> bool:
        held = [each.call for each in self._parked] + [each.call for each in self._waiting]
        return bool(self._arrivals or self._running or any(map(self._may_move, held)))

    def _may_move(self, call: Call) -> bool:
        return self._draining or call.cancelled() or not call._is_parked()

    def _settle_boundary(self) -> None:
        while self._arrivals:
            self._waiting.append(self._arrivals.popleft())
        self._end_withdrawn()
        if not self._draining:
            self._park()
        self._resume()
        self._admit()

    def _end_withdrawn(self) -> None:
        for arrival in list(self._waiting):
            if arrival.call.cancelled():
                arrival.call.fail(_withdrawn())
                self._waiting.remove(arrival)
        for each in self._running + self._parked:
            if each.call.cancelled():
                each.call.fail(_withdrawn())
                self._leave(each)

    def _park(self) -> None:
        for each in list(self._running):
            if each.call._is_parked():
                self._running.remove(each)
                self._parked.append(each)
                self._alone(each, lambda: self._function.park(each.state))

    def _resume(self) -> None:
        for each in list(self._parked):
            if self._has_place() and self._may_move(each.call):
                self._parked.remove(each)
                self._running.append(each)
                self._alone(each, lambda: self._function.resume(each.state))

    def _admit(self) -> None:
        """A call that is to be parked before it has begun waits for that outside the device."""
        for arrival in list(self._waiting):
            if self._has_place() and self._may_move(arrival.call):
                self._waiting.remove(arrival)
                self._begin(arrival)

    def _has_place(self) -> bool:
        return len(self._running) < self._max_size

    def _begin(self, arrival: Arrival) -> None:
        try:
            input = read_input(arrival.data)
            key = batch_key(input, self._key)
            state = arrival.begin(input, arrival.call)
        except BaseException as failure:
            self._fail([arrival.call], failure)
            return
        begun = Begun(arrival.call, state, key)
        self._running.append(begun)
        self._alone(begun, lambda: self._settle(begun))

    def _alone(self, each: Begun, action: Callable[[], None]) -> None:
        """Does something with one call, whose failure is that call's alone."""
        try:
            action()
        except BaseException as failure:
            self._fail([each.call], failure)
        if each.call._ended():
            self._leave(each)

    def _batches(self) -> List[List[Begun]]:
        batches: Dict[str, List[Begun]] = {}
        for each in self._running:
            batches.setdefault(each.key, []).append(each)
        return list(batches.values())

    def _step(self, batch: List[Begun]) -> None:
        try:
            before = [each.state.steps_done for each in batch]
            self._function.step([each.state for each in batch])
        except BaseException as failure:
            self._fail([each.call for each in batch], failure)
            for each in batch:
                self._leave(each)
            return
        for each, stood in zip(batch, before):
            self._alone(each, lambda: self._advanced(each, stood))

    def _advanced(self, each: Begun, before: int) -> None:
        done = each.state.steps_done
        if done <= before:
            each.call.fail(_failed(f"a step left the call at {done} of {each.state.steps_total}"))
        self._settle(each)

    def _settle(self, each: Begun) -> None:
        """Tells where a call stands, and ends it if that is the end."""
        if each.call._ended():
            return
        done, total = _position(each.state)
        each.call.progress(done, total)
        if done == total:
            output = self._function.finish(each.state, each.call)
            self._tell_hints()
            each.call._succeed(output)

    def _leave(self, each: Begun) -> None:
        for calls in (self._running, self._parked):
            if each in calls:
                calls.remove(each)
                self._release(each)

    def _release(self, each: Begun) -> None:
        try:
            self._function.release(each.state)
        except BaseException as failure:
            told = describe(failure)
            self._log(f"release failed: {told.get('stack', told)}")
            self._fail([], failure)


def batch_key(input: Any, fields: Sequence[str]) -> str:
    """What inputs must agree on to share a step."""
    if not fields:
        return ""
    if not isinstance(input, dict):
        raise Refusal("not an object", field=())
    texts = [_json.write(input[name]) if name in input else b"" for name in fields]
    return b"\n".join(texts).decode("utf-8")


def _position(state: Any) -> Tuple[int, int]:
    try:
        total = state.steps_total
        return min(state.steps_done, total), total
    except AttributeError as e:
        raise TypeError(f"a state has steps_done and steps_total: {e}") from e


def _withdrawn() -> Refusal:
    return _failed("the call was cancelled")


def _failed(reason: str) -> Refusal:
    return Refusal(reason, type="internal_server_error")
