"""A call between RUN and its answer."""

from __future__ import annotations

import threading
from typing import Any, BinaryIO, Callable, Dict, Union

from . import _errors, _json, _media
from ._frames import (
    EMIT,
    ERROR,
    FILE,
    MAX_PAYLOAD_BYTES,
    MAX_PIECE_BYTES,
    NOT_METERED,
    PROGRESS,
    RESULT,
    Link,
    write_piece,
    write_result,
)
from ._log import WorkerLog

_LEVELS = ("DEBUG", "INFO", "WARN", "ERROR")
_MAX_RESULT_BYTES = MAX_PAYLOAD_BYTES - 8
_MAX_COUNT = (1 << 31) - 1
_MAX_UNITS = (1 << 63) - 1

Content = Union[bytes, bytearray, memoryview, BinaryIO]


class Call:
    """One request, as the function sees it. Safe for use by several threads.

    The node closes the connection on a frame of a call that has ended, and functions may hold on
    to a call. So everything is sent under its lock, and nothing once it has ended: what returns
    nothing is then without effect, what returns something raises RuntimeError.
    """

    def __init__(self, id: int, link: Link, log: WorkerLog, ended: Callable[["Call"], None]):
        self.id = id
        """The number that names this call within its worker."""
        self._link = link
        self._log = log
        self._told_ended = ended
        self._lock = threading.RLock()
        self._cancel = threading.Event()
        self._parked = False
        self._has_ended = False
        self._metered = NOT_METERED
        self._files = 0
        self._unfinished = False

    def log(self, message: str, level: str = "INFO") -> None:
        """Writes a line to the call's log, which the caller can read."""
        if level not in _LEVELS:
            raise ValueError(f'"{level}" is none of {", ".join(_LEVELS)}')
        with self._lock:
            if not self._has_ended:
                self._log.write(self.id, level, str(message))

    def progress(self, done: int, total: int) -> None:
        """Tells that `done` of `total` parts of the work are done."""
        if not 0 <= done <= total <= _MAX_COUNT:
            raise ValueError(f"progress of {done} of {total}")
        self._send(PROGRESS, _json.write({"done": int(done), "total": int(total)}))

    def emit(self, partial: Any) -> None:
        """Sends a partial output to callers who stream."""
        payload = _json.write(partial)
        if len(payload) > MAX_PAYLOAD_BYTES:
            raise ValueError(f"a partial output of {len(payload)} bytes")
        self._send(EMIT, payload)

    def cancelled(self) -> bool:
        """Whether the caller has withdrawn the call; the function should then end soon."""
        return self._cancel.is_set()

    def wait_cancelled(self, seconds: float) -> bool:
        """Waits for the caller to withdraw the call, at most that long, and tells whether it was."""
        return self._cancel.wait(seconds)

    def meter(self, micro_units: int) -> None:
        """Sets the units consumed, in millionths, for units that the node can't measure."""
        if not 0 <= micro_units <= _MAX_UNITS:
            raise ValueError(f"a call can't consume {micro_units} micro-units")
        with self._lock:
            self._metered = int(micro_units)

    def fail(self, reason: BaseException) -> None:
        """Ends this call alone with an exception, while the rest of the batch goes on."""
        self._end(ERROR, _json.write(_errors.describe(reason)))

    def image(
        self, content: Content, content_type: str, width: int, height: int
    ) -> Dict[str, Any]:
        """Stores an output picture and returns what stands for it in the output."""
        if width < 1 or height < 1:
            raise ValueError(f"a picture of {width} × {height} pixels")
        picture = self._media(content, content_type, "image")
        return {**picture, "width": int(width), "height": int(height)}

    def audio(self, content: Content, content_type: str) -> Dict[str, Any]:
        """Stores an output sound and returns what stands for it in the output."""
        return self._media(content, content_type, "audio")

    def video(self, content: Content, content_type: str) -> Dict[str, Any]:
        """Stores an output video and returns what stands for it in the output."""
        return self._media(content, content_type, "video")

    def file(self, content: Content, content_type: str, file_name: str) -> Dict[str, Any]:
        """Stores an output file under a plain name and returns what stands for it in the output.

        `content` is bytes, or a binary file that is read to its end, 1 MiB at a time.
        """
        _media.require_content_type(content_type)
        _media.require_file_name(file_name)
        with self._lock:
            if self._has_ended:
                raise RuntimeError(f"call {self.id} has ended")
            if self._unfinished:
                raise RuntimeError(f"file {self._files - 1} isn't finished")
            index = self._files
            size = self._send_pieces(index, content)
        return {
            "url": f"hearth-file:{index}",
            "content_type": content_type,
            "file_name": file_name,
            "file_size": size,
        }

    def _media(self, content: Content, content_type: str, kind: str) -> Dict[str, Any]:
        _media.require_content_type(content_type)
        return self.file(content, content_type, _media.file_name(kind, content_type))

    def _send_pieces(self, index: int, content: Content) -> int:
        read = content.read if hasattr(content, "read") else _reader(memoryview(content).cast("B"))
        self._files += 1
        self._unfinished = True
        size = 0
        piece = read(MAX_PIECE_BYTES)
        while True:
            following = read(MAX_PIECE_BYTES) if piece else b""
            self._link.send(FILE, self.id, write_piece(index, not following, piece))
            size += len(piece)
            if not following:
                break
            piece = following
        self._unfinished = False
        return size

    # What follows is for the worker.

    def _cancel_now(self) -> None:
        self._cancel.set()

    def _park_now(self, parked: bool) -> None:
        """Notes that the node wants the call off the device, or back on it."""
        self._parked = parked

    def _is_parked(self) -> bool:
        """Whether the node wants it off the device; the function may not have obeyed yet."""
        return self._parked

    def _succeed(self, output: Any) -> None:
        """Ends the call with its output, unless it has ended before."""
        try:
            data = _output(output)
        except (TypeError, ValueError, OverflowError) as e:
            self.fail(_invalid(f"the output can't be written: {type(e).__name__}: {e}"))
            return
        with self._lock:
            if self._unfinished:
                self.fail(_invalid("the function left an output file unfinished"))
            else:
                self._end(RESULT, write_result(self._metered, data))

    def _ended(self) -> bool:
        with self._lock:
            return self._has_ended

    def _end(self, type: int, payload: bytes) -> None:
        with self._lock:
            if not self._has_ended:
                self._has_ended = True
                # Before the answer, as the node may send the next call at once.
                self._told_ended(self)
                self._link.send(type, self.id, payload)

    def _send(self, type: int, payload: bytes) -> None:
        with self._lock:
            if not self._has_ended:
                self._link.send(type, self.id, payload)


def _output(output: Any) -> bytes:
    if output is None:
        raise ValueError("the function returned no output")
    data = _json.write(output)
    if len(data) > _MAX_RESULT_BYTES:
        raise ValueError(f"{len(data)} bytes as JSON, allowed are {_MAX_RESULT_BYTES}")
    return data


def _invalid(message: str) -> _errors.Refusal:
    return _errors.Refusal(message, type="invalid_output")


def _reader(view: memoryview) -> Callable[[int], bytes]:
    position = 0

    def read(count: int) -> bytes:
        nonlocal position
        piece = bytes(view[position : position + count])
        position += len(piece)
        return piece

    return read
