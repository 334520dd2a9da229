"""The worker: obeys the node.

One thread receives frames and never runs function code, so that a cancel or the socket's end is
seen whatever the function does. Set-up, tear-down and calls that come one at a time run on the main
thread, as libraries with state of a device or of signals want it.
"""

from __future__ import annotations

import os
import platform
import queue
import sys
import threading
import time
from typing import Any, Callable, Dict, List, NamedTuple, Optional, Tuple, Type

from . import _json
from ._answers import answer_batch, fail_all, read_input
from ._call import Call
from ._egress import open_egress
from ._errors import ProtocolError, describe
from ._frames import CANCEL, CHECK, DRAIN, ERROR, HEALTH, HELLO, LOAD, PARK, READY, RESUME, RUN
from ._frames import WORKER, Frame, Link, read_run
from ._function import Function, IterativeFunction, endpoints
from ._hints import HintTeller
from ._log import LineStream, LogBudget, WorkerLog
from ._setup import Setup
from ._steps import StepRunner

PROTOCOL_VERSION = 1

# Exit statuses.
DRAINED, FUNCTION_FAILED, NODE_GONE, USAGE = 0, 1, 2, 64

Task = Callable[[], None]


def serve(function: Type[Function]) -> None:
    """Serves a function until the node drains the worker or closes the socket; doesn't return.

    The last word of the command line is the path of the node's socket.
    """
    if len(sys.argv) < 2:
        print(f"usage: {sys.argv[0]} SOCKET", file=sys.stderr)
        sys.exit(USAGE)
    try:
        link = Link.connect(sys.argv[-1])
        hello = {"protocol": PROTOCOL_VERSION, "pid": os.getpid(), "worker": _name()}
        hello["takes"] = ["CHECK"]
        link.send(HELLO, WORKER, _json.write(hello))
        order = _await_order(link)
        if "egress" in order.load:
            open_egress(order.load["egress"])
    except (OSError, ProtocolError) as e:
        _end(NODE_GONE, str(e))
    sys.exit(Worker(link, order).work(function))


def _name() -> str:
    return f"python {platform.python_version()}"


def _end(status: int, reason: str) -> None:
    """Ends the process at once: what the function still does is of no use to anyone."""
    os.write(2, f"worker ends: {reason}\n".encode("utf-8", "replace"))
    os._exit(status)


class Order(NamedTuple):
    """What LOAD says."""

    load: Dict[str, Any]
    shape: str
    paths: List[str]
    calls_in_frame: int
    calls_at_once: int
    batch_key: List[str]


def _await_order(link: Link) -> Order:
    frame = link.receive()
    if frame is None:
        raise ProtocolError("the node closed the socket before LOAD")
    if frame.type != LOAD or frame.call_id != WORKER:
        raise ProtocolError(f"expected LOAD, not type {frame.type} of id {frame.call_id}")
    try:
        return _order(_json.read(frame.payload))
    except (ValueError, KeyError, TypeError, AttributeError) as e:
        raise ProtocolError(f"LOAD can't be read: {type(e).__name__}: {e}") from None


def _order(load: Dict[str, Any]) -> Order:
    Setup(load, lambda message: None)  # all of its members are there
    descriptor = load["descriptor"]
    shape = descriptor["shape"]
    batch = int(descriptor["batching"]["max_size"])
    in_frame = batch if shape == "batch" else 1
    at_once = int(descriptor["concurrency"]) if shape == "unary" else batch
    paths = [endpoint["path"] for endpoint in descriptor["endpoints"]]
    return Order(load, shape, paths, in_frame, at_once, list(descriptor["batching"]["key"]))


class Worker:
    """Obeys the node on one thread, and runs the function on others."""

    def __init__(self, link: Link, order: Order):
        self._link = link
        self._order = order
        self._log = WorkerLog(link, LogBudget())
        self._streams = (LineStream(self._log, "STDOUT"), LineStream(self._log, "STDERR"))
        self._tasks: "queue.SimpleQueue[Optional[Task]]" = queue.SimpleQueue()
        self._open: Dict[int, Call] = {}
        self._lock = threading.Lock()
        self._threads: List[threading.Thread] = []
        self._methods: Optional[Dict[str, Callable]] = None
        self._steps: Optional[StepRunner] = None  # of an iterative function
        self._check: Task = lambda: None
        self._checking = False
        self._hints = HintTeller(link, lambda: [])
        self._draining = False
        self._over = False

    def work(self, make: Type[Function]) -> int:
        """Sets the function up, runs what the node asks for, and returns the exit status."""
        sys.stdout, sys.stderr = self._streams
        threading.Thread(target=self._obey, name="node", daemon=True).start()
        function = self._set_up(make)
        self._run_tasks()
        for thread in self._threads:
            thread.join()
        return self._tear_down(function)

    # On the main thread.

    def _set_up(self, make: Type[Function]) -> Function:
        start = time.monotonic()
        try:
            function = make()
            methods = self._serving(function)
            function.setup(Setup(self._order.load, self._log_line))
            loaded = time.monotonic()
            function.warm_up()
            if "HINTS" in self._order.load.get("takes", ()):
                self._hints = HintTeller(self._link, function.hints)
                self._hints.tell()
        except BaseException as failure:
            self._link.send(ERROR, WORKER, _json.write(describe(failure)))
            os._exit(FUNCTION_FAILED)
        if isinstance(function, IterativeFunction):
            self._steps = self._stepping(function)
        self._check = function.check_health
        self._methods = methods
        ready = {
            "load_millis": int((loaded - start) * 1000),
            "warm_up_millis": int((time.monotonic() - loaded) * 1000),
        }
        self._link.send(READY, WORKER, _json.write(ready))
        return function

    def _serving(self, function: Function) -> Dict[str, Callable]:
        if function.shape != self._order.shape:
            raise ValueError(
                f'the descriptor says shape "{self._order.shape}", '
                f'but {type(function).__name__} is "{function.shape}"'
            )
        methods = endpoints(function)
        for path in self._order.paths:
            if path not in methods:
                raise ValueError(f'no method of {type(function).__name__} serves "{path}"')
        return {path: methods[path] for path in self._order.paths}

    def _stepping(self, function: IterativeFunction) -> StepRunner:
        order = self._order
        return StepRunner(
            function,
            order.calls_at_once,
            order.batch_key,
            fail_all,
            self._log_line,
            self._tell_hints,
        )

    def _log_line(self, message: str) -> None:
        self._log.write(WORKER, "INFO", str(message))

    def _tear_down(self, function: Function) -> int:
        status = DRAINED
        try:
            function.teardown()
        except BaseException as failure:
            told = describe(failure)
            self._log.write(WORKER, "ERROR", f"tear-down failed: {told.get('stack', told)}")
            status = FUNCTION_FAILED
        for stream in self._streams:
            stream.finish()
        self._over = True
        return status

    # On the threads of the function.

    def _run_tasks(self) -> None:
        for task in iter(self._tasks.get, None):
            task()
            self._log.tell_dropped()

    def _check_health(self) -> None:
        report: Dict[str, Any] = {"healthy": True}
        failure: Optional[BaseException] = None
        try:
            self._check()
        except BaseException as e:
            failure = e
            told = describe(e)
            report = {"healthy": False, "message": told["message"], "stack": told.get("stack", "")}
        self._checking = False  # before the answer, as the node may send a call at once
        self._link.send(HEALTH, WORKER, _json.write(report))
        if failure is not None:
            fail_all([], failure)

    def _tell_hints(self) -> None:
        try:
            self._hints.tell()
        except BaseException as failure:
            told = describe(failure)
            self._log.write(WORKER, "ERROR", f"hints are left as they were: {told['message']}")
            fail_all([], failure)

    def _run_unary(self, method: Callable, calls: List[Tuple[Call, bytes]]) -> None:
        for call, data in calls:
            try:
                output = method(read_input(data), call)
                self._tell_hints()
                call._succeed(output)
            except BaseException as failure:
                fail_all([call], failure)

    def _run_batch(self, method: Callable, calls: List[Tuple[Call, bytes]]) -> None:
        inputs, live = [], []
        for call, data in calls:
            try:
                inputs.append(read_input(data))
                live.append(call)
            except BaseException as failure:
                fail_all([call], failure)
        if live:
            try:
                outputs = method(inputs, list(live))
                self._tell_hints()
                answer_batch(outputs, live)
            except BaseException as failure:
                fail_all(live, failure)

    # On the node's thread.

    def _obey(self) -> None:
        try:
            for frame in iter(self._link.receive, None):
                self._obey_frame(frame)
            reason = "the node closed the socket"
        except (OSError, ProtocolError) as e:
            reason = str(e)
        if not self._over:
            _end(NODE_GONE, reason)

    def _obey_frame(self, frame: Frame) -> None:
        of_worker = frame.call_id == WORKER
        if frame.type == RUN and of_worker:
            self._run(*read_run(frame.payload))
        elif frame.type == CANCEL and not of_worker and not frame.payload:
            self._cancel(frame.call_id)
        elif frame.type in (PARK, RESUME) and not of_worker and not frame.payload:
            self._park(frame.call_id, frame.type == PARK)
        elif frame.type == CHECK and of_worker and not frame.payload:
            self._begin_check()
        elif frame.type == DRAIN and of_worker and not frame.payload:
            self._drain()
        else:
            raise ProtocolError(
                f"a node doesn't send type {frame.type} with id {frame.call_id} and "
                f"{len(frame.payload)} bytes now"
            )

    def _run(self, path: str, calls: List[Tuple[int, bytes]]) -> None:
        methods = self._methods
        if methods is None or self._draining:
            raise ProtocolError("RUN before READY or after DRAIN")
        if self._checking:
            raise ProtocolError("RUN during a CHECK")
        if path not in methods or len(calls) > self._order.calls_in_frame:
            raise ProtocolError(f'RUN of {len(calls)} calls to "{path}"')
        if self._order.shape == "batch" and self._open:
            raise ProtocolError("RUN before the batch before is answered")
        opened = [(self._opened(call_id), data) for call_id, data in calls]
        if self._steps is not None:
            for call, data in opened:
                self._steps.arrived(methods[path], call, data)
            self._tasks.put(self._steps.run)
        else:
            run = self._run_batch if self._order.shape == "batch" else self._run_unary
            self._tasks.put(lambda: run(methods[path], opened))

    def _opened(self, call_id: int) -> Call:
        call = Call(call_id, self._link, self._log, self._forget)
        with self._lock:
            if call_id == WORKER or call_id in self._open:
                raise ProtocolError(f"call id {call_id} is 0 or in use")
            self._open[call_id] = call
            count = self._require_places()
        if self._order.shape == "unary" and count > 1 + len(self._threads):
            thread = threading.Thread(target=self._run_tasks, name="function", daemon=True)
            self._threads.append(thread)
            thread.start()
        return call

    def _require_places(self) -> int:
        """Counts the calls that take a place; breaks off if there are too many."""
        count = sum(not call._is_parked() for call in self._open.values())
        if count > self._order.calls_at_once:
            raise ProtocolError(f"more than {self._order.calls_at_once} open calls")
        return count

    def _forget(self, call: Call) -> None:
        with self._lock:
            del self._open[call.id]

    def _cancel(self, call_id: int) -> None:
        """A cancel may cross the answer of its call; then there is nothing left to do."""
        with self._lock:
            call = self._open.get(call_id)
        if call is not None:
            call._cancel_now()
            self._look()

    def _park(self, call_id: int, parked: bool) -> None:
        """May cross the answer of its call, as a cancel may."""
        if self._order.shape != "iterative":
            raise ProtocolError("only calls of an iterative function can be parked")
        with self._lock:
            call = self._open.get(call_id)
            if call is not None:
                call._park_now(parked)
                self._require_places()
        self._look()

    def _look(self) -> None:
        """Has what the node wants of a call seen, although no step may be under way."""
        if self._steps is not None:
            self._tasks.put(self._steps.run)

    def _begin_check(self) -> None:
        with self._lock:
            beside = bool(self._open)
        if self._methods is None or self._draining or beside or self._checking:
            raise ProtocolError("CHECK before READY, after DRAIN, or beside a call or another")
        self._checking = True
        self._tasks.put(self._check_health)

    def _drain(self) -> None:
        if self._draining:
            raise ProtocolError("DRAIN twice")
        self._draining = True
        if self._steps is not None:
            self._tasks.put(self._steps.drain)
        for _ in range(1 + len(self._threads)):
            self._tasks.put(None)
