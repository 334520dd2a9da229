"""What a creator writes."""

from __future__ import annotations

from typing import Any, Callable, Dict, Generic, List, Protocol, TypeVar

from ._call import Call
from ._setup import Setup

_MARK = "_hearth_endpoint"


def endpoint(path: str) -> Callable:
    """Makes a method serve another path than "/", which `run` or `begin` serves."""

    def mark(method: Callable) -> Callable:
        setattr(method, _MARK, path)
        return method

    return mark


class Function:
    """A function that answers one input with one output.

    A worker makes one object of it. Calls come one at a time, all on the main thread, unless the
    descriptor's `concurrency` is more than 1: then they come beside each other, on several threads.
    """

    shape = "unary"
    _root = "run"  # the method that serves "/"

    def setup(self, setup: Setup) -> None:
        """Loads what all calls need. Runs once, on the main thread."""

    def warm_up(self) -> None:
        """Runs the model once on a small input; calls wait until it is done."""

    def run(self, input: Any, call: Call) -> Any:
        """Answers an input with whatever has a JSON form.

        Raise `Refusal` to refuse the input; any other exception is the function's own failure.
        """
        raise NotImplementedError(f"{type(self).__name__} has no method run")

    def check_health(self) -> None:
        """Finds out whether the function still works; what it raises is a failed check.

        Runs while no call is open; calls wait for its end. It is asked only if the descriptor has
        a member `health`. After several failed checks in a row, or one that doesn't end in time,
        the worker is replaced.
        """

    def hints(self) -> List[str]:
        """Words that say what this worker has at hand, such as the adapters that it has loaded.

        A call whose caller names one of them comes here if this worker is free. At most 32, each
        of 1 to 256 printable ASCII characters without comma and without space at either end, 4096
        characters in all. Asked after `warm_up` and before each output; must return at once.
        """
        return []

    def teardown(self) -> None:
        """Gives back what `setup` took. Runs once, on the main thread, when no call is left."""


class BatchFunction(Function):
    """A function that answers several inputs at once, up to the descriptor's batch size.

    `call.fail(…)` ends one call of a batch alone; its output is then not looked at.
    """

    shape = "batch"

    def run(self, inputs: List[Any], calls: List[Call]) -> List[Any]:  # type: ignore[override]
        """Answers all inputs, with one output each in the same order."""
        raise NotImplementedError(f"{type(self).__name__} has no method run")


class Steps(Protocol):
    """How far a call of an iterative function is: what its state must be able to say.

    Plain attributes will do, as a dataclass has them. They are read on the main thread, before and
    after each step.
    """

    @property
    def steps_done(self) -> int:
        """Steps done so far, from 0."""

    @property
    def steps_total(self) -> int:
        """Steps in all, which may change on the way."""


S = TypeVar("S", bound=Steps)


class IterativeFunction(Function, Generic[S]):
    """A function that works in steps. Calls join and leave the running batch at every step.

    Of a call the worker has `begin` make a state, `step` it until its `steps_done` has reached its
    `steps_total`, and `finish` it at once, while others are still on their way. It tells the
    caller progress after `begin` and after each step. A call that its caller withdraws ends before
    the next step. All methods run on the main thread, never two at once.

    What `begin`, `finish`, `park` or `resume` raises fails its call alone.

    `S` is the class of the states, for type checkers: `class Paint(IterativeFunction[Canvas])`.
    """

    shape = "iterative"
    _root = "begin"

    def begin(self, input: Any, call: Call) -> S:
        """Makes the state of a new call, before its first step. Raise `Refusal` to refuse it.

        A method marked with `endpoint` does the same for calls of another path.
        """
        raise NotImplementedError(f"{type(self).__name__} has no method begin")

    def step(self, states: List[S]) -> None:
        """Advances every state by one step; they may stand at different steps.

        There are at most `batching.max_size`, in order of arrival, with equal batch key; those of
        other keys have a step of their own. What this raises fails all of them: to fail one alone,
        use `call.fail(…)` of its call. A state that stands where it stood fails too.
        """
        raise NotImplementedError(f"{type(self).__name__} has no method step")

    def finish(self, state: S, call: Call) -> Any:
        """Makes the output of a state whose steps are all done."""
        raise NotImplementedError(f"{type(self).__name__} has no method finish")

    def release(self, state: S) -> None:
        """Frees what a state holds, once its call has ended in whatever way.

        Called once for each state that `begin` made. What this raises is logged and fails nothing.
        """

    def park(self, state: S) -> None:
        """Moves a state off the device, while a more urgent call has its place.

        It isn't stepped then until `resume`, and may be released without.
        """

    def resume(self, state: S) -> None:
        """Moves a parked state back onto the device; its next step follows."""


def endpoints(function: Function) -> Dict[str, Callable]:
    """The methods of a function by the path that they serve."""
    found = {"/": getattr(function, function._root)}
    for name in dir(type(function)):
        path = getattr(getattr(type(function), name), _MARK, None)
        if path is not None:
            if path in found:
                raise ValueError(f'two methods of {type(function).__name__} serve "{path}"')
            found[path] = getattr(function, name)
    return found
