"""What a creator writes."""

from __future__ import annotations

from typing import Any, Callable, Dict, List

from ._call import Call
from ._setup import Setup

_MARK = "_hearth_endpoint"


def endpoint(path: str) -> Callable:
    """Makes a method serve another path than "/", which `run` serves."""

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


def endpoints(function: Function) -> Dict[str, Callable]:
    """The methods of a function by the path that they serve."""
    found = {"/": function.run}
    for name in dir(type(function)):
        path = getattr(getattr(type(function), name), _MARK, None)
        if path is not None:
            if path in found:
                raise ValueError(f'two methods of {type(function).__name__} serve "{path}"')
            found[path] = getattr(function, name)
    return found
