"""Takes steps once it has had company, and tells who was beside it then.

Input: `steps` to take, and `company`, the calls that must have been in one step with it first, itself
included.
"""

import dataclasses

import hearth


@dataclasses.dataclass
class Walk:
    call: hearth.Call
    steps: int
    company: int
    steps_done: int = 0
    lonely: int = 0
    beside: list = dataclasses.field(default_factory=list)

    @property
    def steps_total(self):
        """Without company it goes on."""
        return self.lonely + (self.steps if self.beside else max(1, self.steps))


class Walks(hearth.IterativeFunction[Walk]):
    def setup(self, setup):
        self.finished = 0

    def begin(self, input, call):
        if input["steps"] < 0:
            raise hearth.Refusal("no way back", field="steps")
        return Walk(call, input["steps"], input["company"])

    def step(self, states):
        for state in states:
            state.steps_done += 1
            if state.beside or len(states) >= state.company:
                state.beside.append(len(states))
                state.call.emit(len(state.beside))
            else:
                state.lonely += 1

    def finish(self, state, call):
        self.finished += 1
        return {"place": self.finished, "beside": state.beside}


if __name__ == "__main__":
    hearth.serve(Walks)
