import http.server
import os
import socketserver
import tempfile
import threading
import unittest
import urllib.error
import urllib.request
from unittest import mock

from hearth._egress import open_egress


class Proxy(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers what it was asked for, as a proxy sees it: with the whole address."""

    def do_GET(self):
        body = self.path.encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def address_string(self):
        return "worker"

    def log_message(self, format, *arguments):
        pass


class EgressTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = os.path.join(folder.name, "egress.sock")
        environment = mock.patch.dict(os.environ)
        environment.start()
        self.addCleanup(environment.stop)
        os.environ.pop("no_proxy", None)
        os.environ.pop("NO_PROXY", None)

    def test_requests_go_through_the_nodes_socket(self):
        with Proxy(self.path, Handler) as proxy:
            threading.Thread(target=proxy.serve_forever, daemon=True).start()
            open_egress(self.path)
            for address in ("http://api.example/a", "http://api.example/b"):
                with urllib.request.build_opener().open(address) as reply:
                    self.assertEqual(reply.read().decode(), address)
            proxy.shutdown()

    def test_node_that_is_gone_closes_connections(self):
        open_egress(self.path)
        with self.assertRaises((urllib.error.URLError, ConnectionError)):
            urllib.request.build_opener().open("http://api.example/")


if __name__ == "__main__":
    unittest.main()
