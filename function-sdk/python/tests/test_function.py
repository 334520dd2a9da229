import io
import unittest

import hearth
import hearth.testing


class Everything(hearth.Function):
    def run(self, input, call):
        return getattr(self, input["do"])(call)

    @hearth.endpoint("/edit")
    def edit(self, input, call):
        return ["edited", input]

    def talk(self, call):
        call.log("warm", level="WARN")
        call.progress(1, 2)
        call.emit({"half": True})
        call.meter(1500)
        return "talked"

    def picture(self, call):
        return {"image": call.image(b"png", "image/png", 3, 2)}

    def stream(self, call):
        return call.audio(io.BytesIO(b"x" * ((1 << 20) + 1)), "audio/mpeg")

    def broken_stream(self, call):
        class Broken:
            def read(self, count):
                raise OSError("no more")

        try:
            call.file(Broken(), "text/plain", "a.txt")
        except OSError:
            pass
        return "as if nothing had happened"

    def fail_and_go_on(self, call):
        call.fail(hearth.Refusal("first", field=("points", 3)))
        call.fail(hearth.Refusal("second"))
        call.log("unheard")
        with_file = None
        try:
            with_file = call.file(b"", "text/plain", "a.txt")
        except RuntimeError:
            pass
        return with_file

    def cancelled(self, call):
        return [call.cancelled(), call.wait_cancelled(0)]

    def chained(self, call):
        try:
            raise KeyError("cause")
        except KeyError as e:
            raise ValueError("effect") from e

    def mute(self, call):
        class Mute(Exception):
            def __str__(self):
                raise RuntimeError("no message for you")

        raise Mute()

    def recurse(self, call):
        return self.recurse(call)


class Sum(hearth.BatchFunction):
    def run(self, inputs, calls):
        if inputs == ["none"]:
            return []
        if inputs[0] == "odd":
            calls[0].fail(hearth.Refusal("odd"))
        return [len(inputs)] * len(inputs)


def run(do, **options):
    return hearth.testing.call(Everything(), {"do": do}, **options)


class FunctionTest(unittest.TestCase):
    def test_what_a_call_says(self):
        outcome = run("talk")
        self.assertEqual(outcome.output, "talked")
        self.assertEqual(outcome.logs, [("WARN", "warm")])
        self.assertEqual(outcome.progress, [(1, 2)])
        self.assertEqual(outcome.partials, [{"half": True}])
        self.assertEqual(outcome.metered, 1500)

    def test_endpoints(self):
        outcome = hearth.testing.call(Everything(), 1, endpoint="/edit")
        self.assertEqual(outcome.output, ["edited", 1])

        class Twice(Everything):
            @hearth.endpoint("/edit")
            def other(self, input, call):
                pass

        with self.assertRaises(ValueError):
            hearth.testing.call(Twice(), 1)

    def test_files(self):
        outcome = run("picture")
        self.assertEqual(outcome.files, [b"png"])
        self.assertEqual(
            outcome.output["image"],
            {
                "url": "hearth-file:0",
                "content_type": "image/png",
                "file_name": "image.png",
                "file_size": 3,
                "width": 3,
                "height": 2,
            },
        )
        outcome = run("stream")
        self.assertEqual(outcome.files, [b"x" * ((1 << 20) + 1)])
        self.assertEqual(outcome.output["file_name"], "audio.mp3")

    def test_file_left_unfinished(self):
        self.assertEqual(run("broken_stream").error["type"], "invalid_output")

    def test_call_ends_once(self):
        outcome = run("fail_and_go_on")
        self.assertEqual(outcome.error["message"], "first")
        self.assertEqual(outcome.error["fields"][0]["loc"], ["body", "points", 3])
        self.assertEqual((outcome.output, outcome.logs, outcome.files), (None, [], []))

    def test_cancel(self):
        self.assertEqual(run("cancelled").output, [False, False])
        self.assertEqual(run("cancelled", cancelled=True).output, [True, True])

    def test_failures_are_told_with_the_functions_frames(self):
        error = run("chained").error
        self.assertEqual(error["message"], "ValueError: effect")
        self.assertIn("KeyError: 'cause'", error["stack"])
        self.assertIn("in chained", error["stack"])
        self.assertNotIn("testing.py", error["stack"])
        self.assertEqual(run("mute").error["message"], "Mute")
        self.assertIn("RecursionError", run("recurse").error["message"])

    def test_batches(self):
        outcomes = hearth.testing.call_batch(Sum(), ["odd", 2, 3])
        self.assertEqual([outcome.output for outcome in outcomes], [None, 3, 3])
        self.assertEqual(outcomes[0].error["message"], "odd")
        (outcome,) = hearth.testing.call_batch(Sum(), ["none"])
        self.assertEqual(outcome.error["type"], "invalid_output")

    def test_arguments_that_are_refused(self):
        call = hearth.Call(1, None, None, None)
        for wrong in (
            lambda: call.progress(2, 1),
            lambda: call.progress(-1, 1),
            lambda: call.progress(0, 1 << 31),
            lambda: call.meter(-1),
            lambda: call.meter(1 << 63),
            lambda: call.log("x", level="FATAL"),
            lambda: call.image(b"", "image/png", 0, 1),
            lambda: call.file(b"", "png", "a"),
            lambda: call.file(b"", "image/png\n", "a"),
            lambda: call.file(b"", "image/png", "../a"),
            lambda: call.file(b"", "image/png", ".."),
            lambda: call.file(b"", "image/png", ""),
            lambda: call.emit(float("nan")),
            lambda: hearth.Refusal("x", type="insufficient_funds"),
        ):
            with self.assertRaises(ValueError):
                wrong()

    def test_input_media(self):
        path = hearth.media_path({"url": "file:///media/7/0"})
        self.assertEqual(str(path), "/media/7/0")
        with self.assertRaises(ValueError):
            hearth.media_path({"url": "https://example.com/a.png"})


if __name__ == "__main__":
    unittest.main()
