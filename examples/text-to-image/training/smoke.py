"""The whole path on four objects in about a minute: data, training, an adapter, export, the export run in Java.

Training runs twice with one seed, once stopped and resumed: both must end with the same weights, bit for bit.
"""

import csv
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import torch

import checkpoint
import data
from train import STOPPED

HERE = Path(__file__).resolve().parent
BATCH, STEPS, LOGGED = 8, 40, 5


def start(work, run, *more):
    command = [sys.executable, str(HERE / "train.py"), "--data", str(work / "data"), "--run", str(work / run)]
    options = dict(size=32, batch=BATCH, samples=BATCH * STEPS, seed=3)
    options["log-steps"], options["save-minutes"], options["show-minutes"] = LOGGED, 60, 0
    for name, value in options.items():
        command += [f"--{name}", str(value)]
    return subprocess.Popen([*command, *map(str, more)])


def finish(process, status=0):
    if process.wait() != status:
        raise SystemExit(f"training ended with {process.returncode}")


def losses(run):
    with open(run / "loss.csv", newline="") as file:
        return [(int(row["step"]), float(row["picture_error"])) for row in csv.DictReader(file)]


def wait_for_steps(process, run, step):
    while not (run / "loss.csv").exists() or not losses(run) or losses(run)[-1][0] < step:
        if process.poll() is not None:
            raise SystemExit("training ended before it was stopped")
        time.sleep(0.2)


def same_weights(first, second):
    one, other = (checkpoint.read(run / "checkpoint.pt") for run in (first, second))
    return one["step"] == other["step"] and all(
        torch.equal(value, other[part][name]) for part in ("net", "average") for name, value in one[part].items()
    )


def packed(run):
    """What is kept in version control holds the averaged weights, in half precision, and the loss so far."""
    path = run / "packed.safetensors"
    subprocess.run([sys.executable, str(HERE / "export.py"), "--run", str(run), "--pack", str(path)], check=True)
    whole, small = checkpoint.read(run / "checkpoint.pt"), checkpoint.read(path)
    average = checkpoint.cast(whole["average"], torch.float16)
    return (
        small["step"] == whole["step"]
        and small["log"] == (run / "loss.csv").read_text()
        and list(small["average"]) == list(average)
        and all(torch.equal(value, small["average"][name]) for name, value in average.items())
    )


def fallen(run, share):
    steps, errors = zip(*losses(run))
    if list(steps) != list(range(LOGGED, STEPS + 1, LOGGED)) or not errors[-1] < share * errors[0]:
        raise SystemExit(f"steps {steps}, errors {errors}: the loss did not fall to {share} or a step is missing")
    return errors


def main():
    work = Path(sys.argv[1])
    shutil.rmtree(work, ignore_errors=True)
    data.make(work / "data", limit=4)
    process = start(work, "run")
    wait_for_steps(process, work / "run", 2 * LOGGED)
    process.send_signal(signal.SIGTERM)
    finish(process, STOPPED)
    finish(start(work, "run"))
    finish(start(work, "unbroken"))
    if not same_weights(work / "run", work / "unbroken"):
        raise SystemExit("the resumed training and the unbroken one ended with different weights")
    if not packed(work / "run"):
        raise SystemExit("the packed checkpoint holds something else than the whole one")
    errors = fallen(work / "run", 0.5)
    finish(start(work, "adapter", "--adapter-of", work / "run" / "checkpoint.pt"))
    fallen(work / "adapter", 0.95)
    export = ["--run", str(work / "run"), "--out", str(work / "export")]
    subprocess.run([sys.executable, str(HERE / "export.py"), *export], check=True)
    adapter = ["--adapter", str(work / "adapter"), "--style", "outlines"]
    subprocess.run([sys.executable, str(HERE / "export_adapter.py"), *export, *adapter], check=True)
    check = [work / "export" / "model.onnx", work / "export" / "golden.f32", 32]
    data.run_java("Check.java", [HERE / "build" / "packages" / "onnxruntime.jar"], *check)
    print(f"smoke: error {errors[0]:.3f} -> {errors[-1]:.3f}, same weights when resumed, export runs")


if __name__ == "__main__":
    main()
