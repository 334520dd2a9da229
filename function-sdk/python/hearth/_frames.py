"""Frames: u32 length of what follows, u8 type, u64 call id, payload; integers big-endian."""

from __future__ import annotations

import os
import socket
import struct
import threading
from typing import List, NamedTuple, Optional, Tuple

from ._errors import ProtocolError

HELLO, LOAD, READY, RUN, EMIT, PROGRESS, LOG = 1, 2, 3, 6, 7, 8, 9
RESULT, ERROR, CANCEL, DRAIN, FILE, PARK, RESUME = 10, 11, 12, 13, 14, 15, 16
CHECK, HEALTH, HINTS = 17, 18, 19
_TYPES = {HELLO, LOAD, READY, *range(RUN, HINTS + 1)}

WORKER = 0  # call id of what belongs to no call
MAX_PAYLOAD_BYTES = 32 << 20
MAX_PIECE_BYTES = 1 << 20
NOT_METERED = -1

_LENGTH = struct.Struct(">I")
_HEADER = struct.Struct(">BQ")


class Frame(NamedTuple):
    """One message."""

    type: int
    call_id: int
    payload: bytes


class Link:
    """The connection to the node. One thread receives; any number sends."""

    def __init__(self, connection: socket.socket):
        self._connection = connection
        self._sending = threading.Lock()

    @staticmethod
    def connect(path: str) -> "Link":
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.connect(path)
        return Link(connection)

    def receive(self) -> Optional[Frame]:
        """The next frame; None once the node has closed the socket."""
        head = self._read(_LENGTH.size, may_end=True)
        if head is None:
            return None
        (length,) = _LENGTH.unpack(head)
        if not _HEADER.size <= length <= _HEADER.size + MAX_PAYLOAD_BYTES:
            raise ProtocolError(f"a frame of {length} bytes")
        type, call_id = _HEADER.unpack(self._read(_HEADER.size))
        if type not in _TYPES:
            raise ProtocolError(f"unknown frame type {type}")
        return Frame(type, call_id, bytes(self._read(length - _HEADER.size)))

    def _read(self, count: int, may_end: bool = False) -> Optional[bytearray]:
        data = bytearray(count)
        view = memoryview(data)
        done = 0
        while done < count:
            got = self._connection.recv_into(view[done:])
            if got == 0:
                if may_end and done == 0:
                    return None
                raise ProtocolError("the node closed the socket within a frame")
            done += got
        return data

    def send(self, type: int, call_id: int, payload: bytes) -> None:
        """Sends a frame whole; ends the process if the node is gone: nobody waits for it then."""
        header = _LENGTH.pack(_HEADER.size + len(payload)) + _HEADER.pack(type, call_id)
        try:
            with self._sending:
                self._connection.sendall(header)
                self._connection.sendall(payload)
        except OSError:
            os._exit(2)


def read_run(payload: bytes) -> Tuple[str, List[Tuple[int, bytes]]]:
    """The endpoint and the calls of RUN."""
    try:
        (length,) = struct.unpack_from(">H", payload)
        position = 2 + length
        path = payload[2:position].decode("utf-8")
        (count,) = struct.unpack_from(">I", payload, position)
        position += 4
        calls = []
        for _ in range(count):
            call_id, length = struct.unpack_from(">QI", payload, position)
            position += 12
            if position + length > len(payload):
                raise ProtocolError("RUN payload ends early")
            calls.append((call_id, payload[position : position + length]))
            position += length
    except (struct.error, UnicodeDecodeError) as e:
        raise ProtocolError(f"RUN payload: {e}") from None
    if not calls or position != len(payload):
        raise ProtocolError("RUN of no calls, or more after its calls")
    return path, calls


def write_result(metered_micro_units: int, output: bytes) -> bytes:
    """The payload of RESULT."""
    return struct.pack(">q", metered_micro_units) + output


def write_piece(index: int, last: bool, data: bytes) -> bytes:
    """The payload of FILE."""
    return struct.pack(">IB", index, last) + data
