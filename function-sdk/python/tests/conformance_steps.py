"""The conformance function in steps: what `hearth conformance --shape iterative` has a worker do."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

import hearth  # noqa: E402
from tests.conformance_function import Conformance, await_file  # noqa: E402

ENDLESS = 1_000_000


class State:
    """A call: what it does, and the steps that it has taken."""

    def __init__(self, input, call):
        self.input = input
        self.call = call
        self.do = input["do"]
        self.name = input.get("text", "")
        self.steps_done = 0
        self.taken = 0  # not the same in a worker that sets a state back
        self.most = 0
        self.beside = set()

    @property
    def steps_total(self):
        if self.do == "gate":
            return ENDLESS
        if self.do == "emit":
            return len(self.input["value"])
        return self.input["number"] if self.do in COUNTED else 1

    def answer(self):
        return {"value": {"steps": self.taken, "most": self.most, "beside": sorted(self.beside)}}


COUNTED = ("progress", "steps", "fail-park", "fail-resume", "stand-still")
IN_STEPS = ("wait", "hold", "hang", "progress", "emit")


class ConformanceSteps(hearth.IterativeFunction[State]):
    """Does what the member `do` of its input says, most of it in `finish`, after one step."""

    def setup(self, setup):
        self.alone = Conformance()
        self.alone.setup(setup)
        self.held = 0

    def teardown(self):
        self.alone.teardown()

    def check_health(self):
        self.alone.check_health()

    def hints(self):
        return self.alone.hints()

    def begin(self, input, call):
        if not isinstance(input, dict) or not isinstance(input.get("do"), str):
            raise hearth.Refusal("do is missing or no string", field="do")
        if input["do"] == "refuse":
            self.alone.run(input, call)
        self.held += 1
        return State(input, call)

    @hearth.endpoint("/second")
    def second(self, input, call):
        return self.begin(input, call)

    def step(self, states):
        names = [state.name for state in states]
        for index, state in enumerate(states):
            state.beside.update(names[:index] + names[index + 1 :])
            state.most = max(state.most, len(states))
            if state.do == "gate":
                state.call.emit(names)
        for state in states:
            self.advance(state)
        for state in states:
            if state.do == "fail-step":
                raise RuntimeError(state.name)

    def advance(self, state):
        if state.do in ("gate", "wait"):
            while not state.call.wait_cancelled(3600):
                pass
        elif state.do == "hold":
            await_file(self.alone.setup_.scratch / state.name)
        elif state.do == "hang":
            self.alone.run(state.input, state.call)
        elif state.do == "emit":
            state.call.emit(state.input["value"][state.steps_done])
        elif state.do == "fail-alone":
            state.call.fail(RuntimeError(state.name))
        state.taken += 1
        state.steps_done += state.do != "stand-still"

    def finish(self, state, call):
        if state.do == "held":
            return {"value": self.held}
        if state.do == "wait":
            return {"value": "cancelled"}
        if state.do == "steps":
            return state.answer()
        if state.do in IN_STEPS:
            return {"value": state.input.get("value")}
        return self.alone.run(state.input, call)

    def release(self, state):
        self.held -= 1

    def park(self, state):
        if state.do == "fail-park":
            raise RuntimeError(state.name)
        state.call.emit("parked")

    def resume(self, state):
        if state.do == "fail-resume":
            raise RuntimeError(state.name)
        state.call.emit("resumed")


if __name__ == "__main__":
    hearth.serve(ConformanceSteps)
