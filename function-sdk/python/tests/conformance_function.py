"""The conformance function in Python: what `hearth conformance` has a worker do."""

import math
import os
import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

import hearth  # noqa: E402


class Conformance(hearth.Function):
    """Does what the member `do` of its input says."""

    def setup(self, setup):
        self.setup_ = setup
        self.sick = None
        self.advertised = []
        print("setting up")
        mode = setup.secret("SET_UP")
        if mode == "fail":
            raise RuntimeError("set-up fails as it was told")
        if mode == "hold":
            await_file(setup.scratch / "go")
        if mode == "hint":
            self.advertised = ["ready"]

    def check_health(self):
        if self.sick == "stick":
            while True:
                time.sleep(3600)
        if self.sick is not None:
            raise RuntimeError(self.sick)

    def hints(self):
        return self.advertised

    def teardown(self):
        if self.setup_.secret("TEAR_DOWN") == "fail":
            raise RuntimeError("tear-down fails as it was told")
        (self.setup_.scratch / "torn-down").touch()

    def run(self, input, call):
        if not isinstance(input, dict) or not isinstance(input.get("do"), str):
            raise hearth.Refusal("do is missing or no string", field="do")
        action = getattr(self, "do_" + input["do"].replace("-", "_"), None)
        if action is None:
            raise hearth.Refusal("unknown action", field="do")
        return action(input, call)

    def do_echo(self, input, call):
        return {"value": input.get("value")}

    def do_fail(self, input, call):
        raise RuntimeError(input["text"])

    def do_refuse(self, input, call):
        raise hearth.Refusal(input["text"], field="text", type="image_load_error")

    def do_wait(self, input, call):
        call.progress(0, 1)
        while not call.wait_cancelled(3600):
            pass
        return {"value": "cancelled"}

    def do_hold(self, input, call):
        call.progress(0, 1)
        await_file(self.setup_.scratch / input["text"])
        return {"value": input.get("value")}

    def do_hang(self, input, call):
        call.progress(0, 1)
        while True:
            time.sleep(3600)

    def do_exit(self, input, call):
        os._exit(input["number"])

    def do_log(self, input, call):
        call.log(input["text"], level=input["level"])
        return {}

    def do_print(self, input, call):
        print(input["text"])
        print(input["text"], file=sys.stderr)
        return {}

    def do_flood(self, input, call):
        for _ in range(input["number"]):
            call.log(input["text"])
        return {}

    def do_progress(self, input, call):
        for done in range(input["number"] + 1):
            call.progress(done, input["number"])
        return {}

    def do_emit(self, input, call):
        for each in input["value"]:
            call.emit(each)
        return {}

    def do_meter(self, input, call):
        call.meter(input["number"])
        return {}

    def do_files(self, input, call):
        return {"value": [self.file(call, size) for size in input["value"]]}

    def file(self, call, size):
        return call.file(pattern(size), "application/octet-stream", "pattern.bin")

    def do_files_then_fail(self, input, call):
        for size in input["value"]:
            self.file(call, size)
        raise RuntimeError("failed after its files")

    def do_sicken(self, input, call):
        self.sick = input["text"]
        return {}

    def do_heal(self, input, call):
        self.sick = None
        return {}

    def do_hint(self, input, call):
        self.advertised = input["value"]
        return {}

    def do_nothing(self, input, call):
        return None

    def do_unwritable(self, input, call):
        return {"value": math.nan}

    def do_scratch(self, input, call):
        (self.setup_.scratch / "note").write_text(input["text"], encoding="utf-8")
        return {}

    def do_weights(self, input, call):
        path = self.setup_.weights("small") / "words.txt"
        return {"value": path.read_text(encoding="utf-8")}

    def do_secret(self, input, call):
        return {"value": self.setup_.secret(input["text"])}

    def do_device(self, input, call):
        device = self.setup_.device
        return {"value": [device.kind, device.index, device.memory_bytes, device.threads]}


class ConformanceBatch(hearth.BatchFunction):
    """The same for batches; the action `count` answers how many there were."""

    def setup(self, setup):
        self.alone = Conformance()
        self.alone.setup(setup)

    def teardown(self):
        self.alone.teardown()

    def check_health(self):
        self.alone.check_health()

    def hints(self):
        return self.alone.hints()

    def run(self, inputs, calls):
        return [self.answer(input, call, len(inputs)) for input, call in zip(inputs, calls)]

    def answer(self, input, call, count):
        if input == {"do": "count"}:
            return {"value": count}
        try:
            return self.alone.run(input, call)
        except Exception as failure:
            call.fail(failure)


def pattern(size):
    return (bytes(range(251)) * (size // 251 + 1))[:size]


def await_file(path):
    while not path.exists():
        time.sleep(0.01)


if __name__ == "__main__":
    batch = "--batch" in sys.argv
    if batch:
        sys.argv.remove("--batch")
    hearth.serve(ConformanceBatch if batch else Conformance)
