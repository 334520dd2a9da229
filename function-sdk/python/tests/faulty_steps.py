"""The conformance function in steps, in a worker that breaks one rule.

Usage: faulty_steps.py FAULT SOCKET
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

import hearth  # noqa: E402
from hearth import _errors, _frames, _worker  # noqa: E402
from hearth._steps import StepRunner  # noqa: E402
from tests.conformance_steps import ConformanceSteps  # noqa: E402
from tests.faulty_worker import FAULTS, fault, sending  # noqa: E402

_send = _frames.Link.send
_begin, _settle, _step = StepRunner._begin, StepRunner._settle, StepRunner._step


def everyone(runner):
    return [each.call for each in runner._running]


@fault
def sends_partials_late():
    late = []

    def send(link, type, id, payload):
        if type == _frames.EMIT:
            late.append((link, type, id, payload))
            return
        while type == _frames.RESULT and late:
            _send(*late.pop(0))
        _send(link, type, id, payload)

    sending(send)


@fault
def lets_nobody_join():
    admit = StepRunner._admit
    StepRunner._admit = lambda runner: runner._running or admit(runner)


@fault
def answers_when_all_are_done():
    def settle(runner, each):
        position = [(every.state.steps_done, every.state.steps_total) for every in runner._running]
        if all(done >= total for done, total in position):
            for every in list(runner._running):
                _settle(runner, every)

    StepRunner._settle = settle


@fault
def steps_before_it_looks():
    def settle(runner, each):
        if each.state.steps_done > 0 or each.state.steps_total > 0:
            _settle(runner, each)

    StepRunner._settle = settle


@fault
def mixes_keys():
    StepRunner._batches = lambda runner: [list(runner._running)]


@fault
def steps_each_endpoint_alone():
    def begin(runner, arrival):
        _begin(runner, arrival)
        runner._running[-1].key += arrival.begin.__name__

    StepRunner._begin = begin


@fault
def forgets_places():
    _worker.Worker._forget = lambda worker, call: None


@fault
def fails_all_who_run_on_a_refusal():
    def begin(runner, arrival):
        running = everyone(runner)
        _begin(runner, arrival)
        if arrival.call._ended():
            runner._fail(running, RuntimeError("one of us"))

    StepRunner._begin = begin


@fault
def fails_all_who_run_on_a_failure():
    def alone(runner, each, action):
        try:
            action()
        except Exception as failure:
            runner._fail(everyone(runner), failure)
        for every in runner._running + runner._parked:
            if every.call._ended():
                runner._leave(every)

    StepRunner._alone = alone


@fault
def fails_all_with_one():
    def step(runner, batch):
        _step(runner, batch)
        if any(each.call._ended() and each.state.do == "fail-alone" for each in batch):
            runner._fail([each.call for each in batch], RuntimeError("one of us"))

    StepRunner._step = step


@fault
def fails_one_for_all():
    def step(runner, batch):
        fail = runner._fail
        runner._fail = lambda calls, failure: fail(calls[:1], failure)
        _step(runner, batch)
        runner._fail = fail

    StepRunner._step = step


@fault
def steps_for_ever():
    StepRunner._advanced = lambda runner, each, before: runner._settle(each)


@fault
def never_releases():
    StepRunner._release = lambda runner, each: None


def withdraws(kept):
    """Has only calls withdrawn that `kept` doesn't keep for the runner."""
    end = StepRunner._end_withdrawn

    def some(runner):
        hidden = kept(runner)
        saved = list(hidden)
        hidden.clear()
        end(runner)
        hidden.extend(saved)

    StepRunner._end_withdrawn = some


@fault
def steps_on_after_cancel():
    withdraws(lambda runner: runner._running)


@fault
def begins_withdrawn_calls():
    withdraws(lambda runner: runner._waiting)


@fault
def keeps_parked_calls():
    withdraws(lambda runner: runner._parked)


@fault
def never_parks():
    StepRunner._park = lambda runner: None


@fault
def parks_without_a_word():
    hearth.IterativeFunction.park = lambda function, state: None
    del ConformanceSteps.park


@fault
def resumes_from_the_start():
    resume = ConformanceSteps.resume

    def again(function, state):
        state.steps_done = 0
        resume(function, state)

    ConformanceSteps.resume = again


@fault
def counts_parked_calls():
    def require(worker):
        if len(worker._open) > worker._order.calls_at_once:
            raise _errors.ProtocolError("too many")
        return len(worker._open)

    _worker.Worker._require_places = require


@fault
def begins_parked_calls():
    admit = StepRunner._admit

    def all_of_them(runner):
        may_move = runner._may_move
        runner._may_move = lambda call: True
        admit(runner)
        runner._may_move = may_move

    StepRunner._admit = all_of_them


@fault
def looks_between_steps_only():
    _worker.Worker._look = lambda worker: None


@fault
def drains_without_the_parked():
    StepRunner.drain = StepRunner.run


@fault
def drains_all_at_once():
    place = StepRunner._has_place
    StepRunner._has_place = lambda runner: runner._draining or place(runner)


@fault
def dies_of_unknown_park():
    def park(worker, call_id, parked):
        worker._open[call_id]._park_now(parked)
        worker._look()

    _worker.Worker._park = park


@fault
def remembers_parks():
    parked = set()
    park, opened = _worker.Worker._park, _worker.Worker._opened

    def remember(worker, call_id, parks):
        (parked.add if parks else parked.discard)(call_id)
        park(worker, call_id, parks)

    def open_parked(worker, call_id):
        call = opened(worker, call_id)
        call._park_now(call_id in parked)
        return call

    _worker.Worker._park, _worker.Worker._opened = remember, open_parked


if __name__ == "__main__":
    FAULTS[sys.argv.pop(1)]()
    hearth.serve(ConformanceSteps)
