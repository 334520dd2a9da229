"""Does what the member `do` of its input says, as far as the sandbox lets it."""

import os
import pathlib
import socket
import subprocess
import sys

import hearth


class Probe(hearth.Function):
    def setup(self, setup):
        self.setup_ = setup
        setup.log(f"set up on {setup.device.kind} in {os.getcwd()}")
        print("printed in set-up")

    def run(self, input, call):
        return getattr(self, input["do"])(input, call)

    def everything(self, input, call):
        call.log("reading " + input["image"]["file_name"])
        call.progress(1, 2)
        call.meter(42)
        picture = hearth.media_path(input["image"]).read_text()
        weights = (self.setup_.weights("tiny") / "w.txt").read_text()
        return {"file": call.file(f"{weights} {picture}".encode(), "text/plain", "both.txt")}

    def refuse(self, input, call):
        raise hearth.Refusal("not a picture", field="image", type="image_load_error")

    def fail(self, input, call):
        raise KeyError("on purpose")

    def surroundings(self, input, call):
        return {
            "root": sorted(os.listdir("/")),
            "etc": sorted(os.listdir("/etc")) if os.path.isdir("/etc") else [],
            "cwd": os.getcwd(),
            "argv": sys.argv,
            "environment": dict(os.environ),
            "uid": os.getuid(),
            "temporary": __import__("tempfile").gettempdir(),
        }

    def read(self, input, call):
        return tried(lambda: pathlib.Path(input["path"]).read_bytes().decode("latin-1"))

    def write(self, input, call):
        return tried(lambda: pathlib.Path(input["path"]).write_text("x"))

    def connect(self, input, call):
        return tried(lambda: socket.create_connection(("192.0.2.1", 80), 3))

    def shell(self, input, call):
        done = subprocess.run(["sh", "-c", input["line"]], capture_output=True, text=True)
        return {"status": done.returncode, "output": done.stdout}

    def exhaust(self, input, call):
        kept = []
        while True:
            kept.append(bytearray(os.urandom(1 << 20)))

    def wait(self, input, call):
        call.progress(0, 1)
        while not call.wait_cancelled(3600):
            pass
        return "cancelled"


def tried(action):
    try:
        return {"done": str(action())}
    except OSError as e:
        return {"refused": e.strerror or str(e)}


if __name__ == "__main__":
    hearth.serve(Probe)
