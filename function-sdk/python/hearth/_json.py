"""JSON as RFC 8259 has it: Python's own takes and gives NaN and infinity too."""

from __future__ import annotations

import json
import math
import re
from typing import Any

MAX_DEPTH = 200
MAX_NUMBER_LENGTH = 1000

_LONG_NUMBER = re.compile("[0-9]{%d}" % MAX_NUMBER_LENGTH)


def read(data: bytes) -> Any:
    """Parses a text. Raises ValueError for whatever isn't JSON in UTF-8."""
    try:
        text = data.decode("utf-8")
        return json.loads(text, parse_constant=_constant, parse_float=_finite)
    except RecursionError:
        raise ValueError(f"nested deeper than {MAX_DEPTH}") from None


def _constant(word: str) -> Any:
    raise ValueError(f"JSON has no number {word}")


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise ValueError(f"number out of range: {text[:40]}")
    return number


def write(value: Any) -> bytes:
    """Writes a value. Raises TypeError or ValueError if it has no JSON form."""
    try:
        text = _text(value, ascii_only=False)
        _require_modest(value, text)
        return text.encode("utf-8")
    except UnicodeEncodeError:  # half of a surrogate pair, which only an escape can write
        return _text(value, ascii_only=True).encode("ascii")
    except RecursionError:
        raise ValueError(f"nested deeper than {MAX_DEPTH}") from None


def _text(value: Any, ascii_only: bool) -> str:
    return json.dumps(value, ensure_ascii=ascii_only, allow_nan=False, separators=(",", ":"))


def _require_modest(value: Any, text: str) -> None:
    """The node takes no deeper value and no longer number. Few texts need a closer look."""
    if text.count("[") + text.count("{") > MAX_DEPTH or _LONG_NUMBER.search(text):
        _walk(value, 0)


def _walk(value: Any, depth: int) -> None:
    if isinstance(value, dict):
        children = list(value.values())
    elif isinstance(value, (list, tuple)):
        children = list(value)
    else:
        if isinstance(value, int) and len(str(value)) > MAX_NUMBER_LENGTH:
            raise ValueError(f"a number of more than {MAX_NUMBER_LENGTH} digits")
        return
    if depth == MAX_DEPTH:
        raise ValueError(f"nested deeper than {MAX_DEPTH}")
    for child in children:
        _walk(child, depth + 1)
