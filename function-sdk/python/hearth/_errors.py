"""What goes wrong, and how it is told."""

from __future__ import annotations

import os
import traceback
from typing import Any, Dict, Optional

MAX_MESSAGE_BYTES = 16 << 10
MAX_STACK_BYTES = 64 << 10

# The reasons that a function may give, and their HTTP status.
STATUS = {
    "bad_request": 400,
    "payload_too_large": 413,
    "value_error": 422,
    "file_download_error": 422,
    "file_too_large": 422,
    "image_load_error": 422,
    "image_too_large": 422,
    "image_too_small": 422,
    "internal_server_error": 500,
    "invalid_output": 500,
}

_OURS = os.path.dirname(os.path.abspath(__file__))


class ProtocolError(Exception):
    """The node doesn't keep to the worker protocol."""


class Refusal(Exception):
    """Refuses an input: the caller is told the message, and pays nothing.

    `field` names the input's field at fault, or is a path to it: `("points", 3, "x")`.
    `type` is one of fal's error types, such as "image_load_error"; see `hearth._errors.STATUS`.
    """

    def __init__(self, message: str, field: Any = None, type: str = "value_error"):
        if type not in STATUS:
            raise ValueError(f'"{type}" is none of {", ".join(STATUS)}')
        super().__init__(message)
        self.message = str(message)
        self.type = type
        self.location = _location(field)


def _location(field: Any) -> Optional[list]:
    if field is None:
        return None
    return ["body", *([field] if isinstance(field, (str, int)) else field)]


def describe(failure: BaseException) -> Dict[str, Any]:
    """The payload of ERROR."""
    if isinstance(failure, Refusal):
        return _refusal(failure)
    error = _error("internal_server_error", _headline(failure))
    error["stack"] = cut(_stack(failure), MAX_STACK_BYTES)
    return error


def _refusal(refusal: Refusal) -> Dict[str, Any]:
    error = _error(refusal.type, refusal.message)
    if refusal.location is not None:
        message = cut(refusal.message, MAX_MESSAGE_BYTES)
        error["fields"] = [{"loc": refusal.location, "msg": message, "type": refusal.type}]
    return error


def _error(type: str, message: str) -> Dict[str, Any]:
    return {"status": STATUS[type], "type": type, "message": cut(message, MAX_MESSAGE_BYTES)}


def _headline(failure: BaseException) -> str:
    name = type(failure).__name__
    try:
        message = str(failure)
    except Exception:  # an exception that fails when it is read; the call still needs its answer
        return name
    return f"{name}: {message}" if message else name


def _stack(failure: BaseException) -> str:
    """The traceback without the frames of this library."""
    try:
        told = traceback.TracebackException.from_exception(failure)
        _forget_ours(told)
        return "".join(told.format())
    except Exception:
        return type(failure).__name__


def _forget_ours(told: traceback.TracebackException) -> None:
    frames = [frame for frame in told.stack if os.path.dirname(frame.filename) != _OURS]
    told.stack = traceback.StackSummary.from_list(frames)
    for other in (told.__cause__, told.__context__):
        if other is not None:
            _forget_ours(other)


def cut(text: str, most_bytes: int) -> str:
    """The longest beginning of the text that has at most so many bytes in UTF-8."""
    data = text.encode("utf-8", "replace")
    return text if len(data) <= most_bytes else data[:most_bytes].decode("utf-8", "ignore")
