import dataclasses
import unittest

import hearth
import hearth.testing


@dataclasses.dataclass
class State:
    do: str
    steps_total: int
    call: hearth.Call
    steps_done: int = 0


class Witness(hearth.IterativeFunction[State]):
    """Notes what is done with whom, and fails where its input says so."""

    def __init__(self):
        self.seen = []

    def begin(self, input, call):
        if input["do"] == "no state":
            return None
        self.note("begin", call)
        self.fail_if(input["do"], "no begin")
        return State(input["do"], input.get("steps", 3), call)

    @hearth.endpoint("/twice")
    def twice(self, input, call):
        state = self.begin(input, call)
        state.steps_total *= 2
        return state

    def step(self, states):
        self.seen.append("step " + " ".join(f"{s.call.id}@{s.steps_done}" for s in states))
        for state in states:
            if state.do == "fail":
                state.call.fail(hearth.Refusal("this one"))
            state.steps_done += state.do != "stand still"
            self.fail_if(state.do, "no step")
        states.clear()  # its own list, nothing is lost

    def finish(self, state, call):
        self.note("finish", call)
        self.fail_if(state.do, "no finish")
        return state.steps_done

    def release(self, state):
        self.note("release", state.call)
        self.fail_if(state.do, "no release")

    def park(self, state):
        self.note("park", state.call)
        self.fail_if(state.do, "no park")

    def resume(self, state):
        self.note("resume", state.call)
        self.fail_if(state.do, "no resume")

    def note(self, what, call):
        self.seen.append(f"{what} {call.id}")

    def fail_if(self, do, what):
        if do == what:
            raise RuntimeError(what)


def go(steps=3, do="go"):
    return {"do": do, "steps": steps}


class StepsTest(unittest.TestCase):
    def setUp(self):
        self.function = Witness()
        self.batch = hearth.testing.RunningBatch(self.function, max_size=3)

    def since(self):
        """What was seen since this was last asked."""
        seen, self.function.seen = self.function.seen, []
        return seen

    def test_course_of_a_call(self):
        outcome = self.batch.join(go(2))
        self.batch.run()
        self.assertEqual(
            self.since(), ["begin 1", "step 1@0", "step 1@1", "finish 1", "release 1"]
        )
        self.assertEqual(outcome.progress, [(0, 2), (1, 2), (2, 2)])
        self.assertEqual(outcome.output, 2)

    def test_calls_join_and_leave(self):
        first = self.batch.join(go(2))
        self.batch.step()
        second = self.batch.join(go(1))
        third = self.batch.join(go(0))
        self.since()
        self.batch.step()
        self.assertEqual(
            self.since(),
            ["begin 2", "begin 3", "finish 3", "release 3", "step 1@1 2@0"]
            + ["finish 1", "release 1", "finish 2", "release 2"],
        )
        self.assertEqual([each.output for each in (first, second, third)], [2, 1, 0])

    def test_no_more_than_the_batch_holds(self):
        outcomes = [self.batch.join(go(2)) for _ in range(5)]
        self.batch.run()
        steps = [line for line in self.since() if line.startswith("step")]
        self.assertEqual(
            steps, ["step 1@0 2@0 3@0", "step 1@1 2@1 3@1", "step 4@0 5@0", "step 4@1 5@1"]
        )
        self.assertEqual([each.output for each in outcomes], [2] * 5)

    def test_keys_are_apart(self):
        batch = hearth.testing.RunningBatch(self.function, key=["size", "style"])
        for key in ({"size": 1}, {"size": 2}, {"size": 1, "style": None}, {"size": 1}):
            batch.join({**go(1), **key})
        batch.run()
        steps = [line for line in self.since() if line.startswith("step")]
        self.assertEqual(steps, ["step 1@0 4@0", "step 2@0", "step 3@0"])
        outcome = batch.join([])
        batch.run()
        self.assertEqual(outcome.error["type"], "value_error")

    def test_endpoints_begin_only(self):
        self.batch.join(go(1))
        second = self.batch.join(go(1), endpoint="/twice")
        self.batch.run()
        self.assertIn("step 1@0 2@0", self.since())
        self.assertEqual(second.output, 2)

    def test_failures_are_of_their_call_alone(self):
        for do, message in (
            ("no begin", "RuntimeError: no begin"),
            ("no finish", "RuntimeError: no finish"),
            ("fail", "this one"),
            ("stand still", "a step left the call at 0 of 1"),
        ):
            other, failed = self.batch.join(go(2)), self.batch.join(go(1, do))
            self.batch.run()
            self.assertEqual((failed.error["message"], failed.output), (message, None))
            self.assertEqual(other.output, 2)

    def test_failed_step_is_of_all_that_were_not_failed_before(self):
        own, first, second = (self.batch.join(go(1, do)) for do in ("fail", "go", "no step"))
        self.batch.run()
        told = [outcome.error["message"] for outcome in (first, second)]
        self.assertEqual(told, ["RuntimeError: no step"] * 2)
        self.assertIn("in step", first.error["stack"])
        self.assertNotIn("hearth/_steps.py", first.error["stack"])
        self.assertEqual(own.error["message"], "this one")

    def test_failed_release_fails_nothing(self):
        outcome = self.batch.join(go(1, "no release"))
        self.batch.run()
        self.assertEqual(outcome.output, 1)
        self.assertIn("RuntimeError: no release", self.batch.logs[0])

    def test_state_that_is_none(self):
        outcome = self.batch.join({"do": "no state"})
        self.batch.run()
        self.assertIn("a state has steps_done and steps_total", outcome.error["message"])

    def test_cancel(self):
        first, second = self.batch.join(go()), self.batch.join(go())
        self.batch.step()
        never = self.batch.join(go())
        for outcome in (first, never):
            self.batch.cancel(outcome)
        self.since()
        self.batch.step()
        self.assertEqual(self.since(), ["release 1", "step 2@1"])
        for outcome in (first, never):
            self.assertEqual(outcome.error["message"], "the call was cancelled")
        self.batch.run()
        self.assertEqual(second.output, 3)

    def test_park_and_resume(self):
        first, second = self.batch.join(go()), self.batch.join(go(4))
        self.batch.step()
        waiting = self.batch.join(go(1))
        for outcome in (first, waiting):
            self.batch.park(outcome)
        self.since()
        self.batch.step()
        self.assertEqual(self.since(), ["park 1", "step 2@1"])
        for outcome in (first, waiting):
            self.batch.resume(outcome)
        self.batch.step()
        self.assertEqual(self.since()[:3], ["resume 1", "begin 3", "step 2@2 1@1 3@0"])
        self.batch.run()
        self.assertEqual([each.output for each in (first, second, waiting)], [3, 4, 1])

    def test_parked_call_is_released_without_resuming(self):
        outcome = self.batch.join(go())
        self.batch.step()
        self.batch.park(outcome)
        self.batch.run()
        self.assertIsNone(outcome.error)
        self.since()
        self.batch.cancel(outcome)
        self.batch.run()
        self.assertEqual(self.since(), ["release 1"])

    def test_what_cannot_be_moved_fails_alone(self):
        for do in ("no park", "no resume"):
            failed, other = self.batch.join(go(4, do)), self.batch.join(go(4))
            self.batch.step()
            self.batch.park(failed)
            self.batch.step()
            self.batch.resume(failed)
            self.batch.run()
            self.assertEqual(failed.error["message"], f"RuntimeError: {do}")
            self.assertEqual(other.output, 4)

    def test_all_at_once(self):
        outcomes = hearth.testing.call_batch(self.function, [go(2), go(1)])
        self.assertEqual([outcome.output for outcome in outcomes], [2, 1])
        cancelled = hearth.testing.call(self.function, go(1), cancelled=True)
        self.assertEqual(cancelled.error["message"], "the call was cancelled")
        self.assertEqual(hearth.testing.call_batch(self.function, []), [])

    def test_what_is_missing_is_named(self):
        class Bare(hearth.IterativeFunction[State]):
            pass

        outcome = hearth.testing.call(Bare(), {})
        self.assertIn("Bare has no method begin", outcome.error["message"])

    def test_interrupt_is_the_users(self):
        class Interrupted(Witness):
            def step(self, states):
                raise KeyboardInterrupt

        with self.assertRaises(KeyboardInterrupt):
            hearth.testing.call(Interrupted(), go())


if __name__ == "__main__":
    unittest.main()
