import socket
import struct
import threading
import unittest

from hearth._errors import ProtocolError
from hearth._frames import LOG, MAX_PAYLOAD_BYTES, RESULT, Frame, Link, read_run


class LinkTest(unittest.TestCase):
    def setUp(self):
        ours, self.theirs = socket.socketpair()
        self.link = Link(ours)
        self.addCleanup(ours.close)
        self.addCleanup(self.theirs.close)

    def test_layout_is_the_documented_one(self):
        self.link.send(RESULT, 258, b"hi")
        expected = bytes([0, 0, 0, 11, 10, 0, 0, 0, 0, 0, 0, 1, 2]) + b"hi"
        self.assertEqual(self.theirs.recv(100), expected)

    def test_frames_come_as_they_were_sent(self):
        large = bytes(range(256)) * 4096
        sender = threading.Thread(target=lambda: Link(self.theirs).send(LOG, 2**63, large))
        sender.start()
        self.assertEqual(self.link.receive(), Frame(LOG, 2**63, large))
        sender.join()
        self.theirs.shutdown(socket.SHUT_WR)
        self.assertIsNone(self.link.receive())

    def test_wrong_lengths_are_seen_before_more_comes(self):
        for length in (0, 8, MAX_PAYLOAD_BYTES + 10, 2**32 - 1):
            self.theirs.sendall(struct.pack(">I", length))
            with self.assertRaises(ProtocolError):
                self.link.receive()

    def test_unknown_types(self):
        for type in (0, 4, 5, 20, 100, 255):
            self.theirs.sendall(struct.pack(">IBQ", 9, type, 0))
            with self.assertRaises(ProtocolError):
                self.link.receive()

    def test_end_within_a_frame(self):
        self.theirs.sendall(struct.pack(">IBQ", 20, LOG, 0))
        self.theirs.shutdown(socket.SHUT_WR)
        with self.assertRaises(ProtocolError):
            self.link.receive()

    def test_threads_do_not_mix_frames(self):
        def send(id):
            for _ in range(50):
                self.link.send(LOG, id, bytes([id]) * (id * 1000))

        threads = [threading.Thread(target=send, args=(id,)) for id in range(1, 5)]
        for thread in threads:
            thread.start()
        receiver = Link(self.theirs)
        for _ in range(4 * 50):
            frame = receiver.receive()
            self.assertEqual(frame.payload, bytes([frame.call_id]) * (frame.call_id * 1000))
        for thread in threads:
            thread.join()


class RunTest(unittest.TestCase):
    @staticmethod
    def run_of(count, *calls, path=b"/"):
        payload = struct.pack(">H", len(path)) + path + struct.pack(">I", count)
        return payload + b"".join(struct.pack(">QI", id, len(data)) + data for id, data in calls)

    def test_comes_back(self):
        payload = self.run_of(2, (1, b"{}"), (2**63, b""), path=b"/edit")
        self.assertEqual(read_run(payload), ("/edit", [(1, b"{}"), (2**63, b"")]))

    def test_lies(self):
        whole = self.run_of(1, (1, b"{}"))
        wrong = [whole[:end] for end in range(len(whole))]
        wrong += [whole + b"x", self.run_of(0), self.run_of(2, (1, b"{}"))]
        wrong += [self.run_of(2**32 - 1, (1, b"{}")), self.run_of(1, (1, b"{}"), path=b"\xff")]
        wrong += [struct.pack(">H", 1) + b"/" + struct.pack(">IQI", 1, 1, 2**32 - 1)]
        for payload in wrong:
            with self.subTest(payload), self.assertRaises(ProtocolError):
                read_run(payload)


if __name__ == "__main__":
    unittest.main()
