"""The way out to the hosts that the function declares.

The node serves an HTTP proxy on a Unix socket, and libraries know proxies by host and port only. So
a port of the sandbox's own loopback leads to that socket. It guards nothing; the node does.
"""

from __future__ import annotations

import os
import socket
import threading

_BUFFER_BYTES = 64 << 10


def open_egress(path: str) -> None:
    """Opens the port and names it to libraries that heed the usual variables."""
    server = socket.create_server(("127.0.0.1", 0))
    _start(_accept, server, path)
    address = f"http://127.0.0.1:{server.getsockname()[1]}"
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        os.environ[name] = address


def _start(action, *arguments) -> None:
    threading.Thread(target=action, args=arguments, name="egress", daemon=True).start()


def _accept(server: socket.socket, path: str) -> None:
    while True:
        client, _ = server.accept()
        node = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            node.connect(path)
        except OSError:  # the client sees its connection close
            node.close()
            client.close()
            continue
        _start(_pump, client, node)
        _start(_pump, node, client)


def _pump(source: socket.socket, target: socket.socket) -> None:
    try:
        for data in iter(lambda: source.recv(_BUFFER_BYTES), b""):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        for each in (source, target):
            each.close()
