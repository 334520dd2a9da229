"""The conformance function in a worker that breaks one rule, to see that the kit notices.

Usage: faulty_worker.py FAULT [--batch] SOCKET
"""

import os
import pathlib
import struct
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

import hearth  # noqa: E402
from hearth import _call, _errors, _frames, _hints, _json, _log, _setup, _worker  # noqa: E402
from tests.conformance_function import Conformance, ConformanceBatch  # noqa: E402

FAULTS = {}
_send = _frames.Link.send


def fault(make):
    FAULTS[make.__name__.replace("_", "-")] = make
    return make


def sending(change):
    """Has `change(link, type, id, payload)` send frames in the place of the library."""
    _frames.Link.send = change


@fault
def answers_twice():
    def send(link, type, id, payload):
        for _ in range(2 if type == _frames.RESULT else 1):
            _send(link, type, id, payload)

    sending(send)


@fault
def never_answers():
    sending(lambda link, type, *rest: type == _frames.RESULT or _send(link, type, *rest))


@fault
def answers_another_call():
    sending(lambda link, type, id, p: _send(link, type, id ^ (type == _frames.RESULT), p))


@fault
def talks_after_the_answer():
    def send(link, type, id, payload):
        _send(link, type, id, payload)
        if type == _frames.RESULT:
            _send(link, _frames.LOG, id, b'{"level":"INFO","message":"late"}')

    sending(send)


@fault
def speaks_version_2():
    _worker.PROTOCOL_VERSION = 2


@fault
def is_never_ready():
    sending(lambda link, type, *rest: type == _frames.READY or _send(link, type, *rest))


@fault
def is_ready_twice():
    def send(link, type, id, payload):
        for _ in range(2 if type == _frames.READY else 1):
            _send(link, type, id, payload)

    sending(send)


@fault
def says_nothing_of_failed_set_up():
    sending(lambda link, type, *rest: type == _frames.ERROR or _send(link, type, *rest))


@fault
def knows_all_members_of_load():
    order = _worker._order

    def strict(load):
        if set(load) - {"descriptor", "root", "scratch", "device", "secrets", "takes"}:
            raise ValueError("unknown member")
        return order(load)

    _worker._order = strict


@fault
def takes_any_bytes_for_text():
    _json.read = lambda data: _json.json.loads(data.decode("utf-8", "replace"))


@fault
def sends_nan():
    _json._text = lambda value, ascii_only: _json.json.dumps(value)


@fault
def fails_on_invalid_input():
    def read(data):
        return _json.read(data)

    _worker.read_input = read


@fault
def blames_the_function():
    describe = _errors.describe

    def vague(failure):
        return {**describe(failure), "status": 500, "type": "internal_server_error"}

    _call._errors = type("Errors", (), {**vars(_errors), "describe": staticmethod(vague)})


@fault
def forgets_the_field():
    describe = _errors.describe

    def vague(failure):
        return {name: each for name, each in describe(failure).items() if name != "fields"}

    _call._errors = type("Errors", (), {**vars(_errors), "describe": staticmethod(vague)})


@fault
def invents_an_error_type():
    sending(
        lambda link, type, id, p: _send(link, type, id, p.replace(b"image_load_error", b"no_luck"))
    )


@fault
def forgets_units():
    _call.write_result = lambda metered, output: struct.pack(">q", -1) + output


@fault
def runs_one_at_a_time():
    opened = _worker.Worker._opened

    def alone(worker, call_id):
        worker._threads = [None] * 1000
        call = opened(worker, call_id)
        worker._threads = []
        return call

    _worker.Worker._opened = alone


@fault
def shuffles_batches():
    answer = _worker.answer_batch
    _worker.answer_batch = lambda outputs, calls: answer(outputs, list(reversed(calls)))


@fault
def splits_batches():
    run = _worker.Worker._run_batch

    def split(worker, method, calls):
        for call in calls:
            run(worker, method, [call])

    _worker.Worker._run_batch = split


@fault
def fails_whole_batches():
    def run(worker, method, calls):
        try:
            inputs = [_json.read(data) for _, data in calls]
            live = [call for call, _ in calls]
            _worker.answer_batch(method(inputs, live), live)
        except Exception as failure:
            _worker.fail_all([call for call, _ in calls], failure)

    _worker.Worker._run_batch = run


@fault
def cuts_logs_anywhere():
    def cut(text, most):
        return text.encode("utf-8")[:most].decode("utf-8", "replace")[: most // 3]

    _log.cut = lambda text, most: cut(" " + text, most)


@fault
def sends_long_logs():
    _log.cut = lambda text, most: text


@fault
def drops_logs_silently():
    _log.WorkerLog.tell_dropped = lambda log: None


@fault
def forgets_level():
    write = _log.WorkerLog.write
    _log.WorkerLog.write = lambda log, id, level, message: write(log, id, "INFO", message)


@fault
def drops_progress():
    sending(lambda link, type, *rest: type == _frames.PROGRESS or _send(link, type, *rest))


@fault
def drops_partials():
    sending(lambda link, type, *rest: type == _frames.EMIT or _send(link, type, *rest))


@fault
def counts_files_from_1():
    _call.write_piece = lambda index, last, data: _frames.write_piece(index + 1, last, data)


@fault
def never_ends_files():
    _call.write_piece = lambda index, last, data: _frames.write_piece(index, False, data)


@fault
def sends_long_pieces():
    _call.MAX_PIECE_BYTES = (1 << 20) + 1


@fault
def corrupts_files():
    _call.write_piece = lambda index, last, data: _frames.write_piece(index, last, data[::-1])


@fault
def ignores_cancel():
    _call.Call._cancel_now = lambda call: None


@fault
def dies_of_unknown_cancel():
    def cancel(worker, call_id):
        worker._open[call_id]._cancel_now()

    _worker.Worker._cancel = cancel


@fault
def remembers_cancels():
    cancelled = set()
    cancel, opened = _worker.Worker._cancel, _worker.Worker._opened

    def remember(worker, call_id):
        cancelled.add(call_id)
        cancel(worker, call_id)

    def open_cancelled(worker, call_id):
        call = opened(worker, call_id)
        if call_id in cancelled:
            call.fail(hearth.Refusal("cancelled before"))
        return call

    _worker.Worker._cancel, _worker.Worker._opened = remember, open_cancelled


@fault
def drains_at_once():
    _worker.Worker._drain = lambda worker: os._exit(0)


@fault
def never_drains():
    _worker.Worker._drain = lambda worker: None


@fault
def forgets_tear_down():
    _worker.Worker._tear_down = lambda worker, function: 0


@fault
def exits_otherwise():
    _worker.DRAINED, _worker.NODE_GONE, _worker.FUNCTION_FAILED = 5, 6, 7
    _worker.USAGE = 8


@fault
def takes_any_frame():
    obey = _worker.Worker._obey_frame

    def lenient(worker, frame):
        try:
            obey(worker, frame)
        except _errors.ProtocolError:
            pass

    _worker.Worker._obey_frame = lenient


@fault
def waits_for_whole_frames():
    def receive(link):
        head = link._read(13, may_end=True)
        if head is None:
            return None
        length, type, call_id = struct.unpack(">IBQ", head)
        return _frames.Frame(type, call_id, bytes(link._read(length - 9)))

    _frames.Link.receive = receive


@fault
def outlives_its_node():
    def stay(status, reason):
        while True:
            time.sleep(3600)

    _worker._end = stay


def reporting(change):
    """Has `change(report)` make the worker's HEALTH, or None for none."""

    def send(link, type, id, payload):
        report = payload
        if type == _frames.HEALTH:
            report = change(_json.json.loads(payload))
            if report is None:
                return
            report = _json.write(report)
        _send(link, type, id, report)

    sending(send)


@fault
def never_tells_its_health():
    reporting(lambda report: None)


@fault
def is_always_well():
    reporting(lambda report: {"healthy": True})


@fault
def is_always_ill():
    reporting(lambda report: {"healthy": False, "message": "so"})


@fault
def says_not_why_it_is_ill():
    reporting(lambda report: {"healthy": report["healthy"]})


@fault
def tells_its_health_twice():
    def send(link, type, id, payload):
        for _ in range(2 if type == _frames.HEALTH else 1):
            _send(link, type, id, payload)

    sending(send)


@fault
def ends_when_it_is_ill():
    reporting(lambda report: report if report["healthy"] else os._exit(1))


@fault
def waits_for_its_check():
    def check(worker):
        worker._check_health()

    _worker.Worker._begin_check = check


@fault
def drops_hints():
    sending(lambda link, type, *rest: type == _frames.HINTS or _send(link, type, *rest))


@fault
def repeats_hints():
    def tell(teller):
        words = list(teller._ask())
        teller._link.send(_frames.HINTS, 0, _json.write({"hints": words}))

    _hints.HintTeller.tell = tell


@fault
def hints_too_late():
    late = []

    def send(link, type, id, payload):
        if type == _frames.HINTS:
            late.append((link, type, id, payload))
            return
        _send(link, type, id, payload)
        while type in (_frames.RESULT, _frames.READY) and late:
            _send(*late.pop())

    sending(send)


@fault
def hints_uninvited():
    order = _worker._order

    def invited(load):
        return order({**load, "takes": ["HINTS"]})

    _worker._order = invited


@fault
def hints_anything():
    _hints.check = lambda words: list(words)


@fault
def forgets_the_call_of_wrong_hints():
    def tell(worker):
        worker._hints.tell()

    _worker.Worker._tell_hints = tell


@fault
def puts_scratch_elsewhere():
    init = _setup.Setup.__init__

    def moved(setup, load, log):
        init(setup, load, log)
        setup.scratch = setup.root

    _setup.Setup.__init__ = moved


if __name__ == "__main__":
    FAULTS[sys.argv.pop(1)]()
    batch = "--batch" in sys.argv
    if batch:
        sys.argv.remove("--batch")
    hearth.serve(ConformanceBatch if batch else Conformance)
