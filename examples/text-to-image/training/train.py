"""Trains the network, or an adapter of another style, from the newest checkpoint on.

One thread; SIGTERM and SIGINT end it after a checkpoint.
"""

import argparse
import csv
import fcntl
import os
import signal
import time
from pathlib import Path

import numpy as np
import torch

import checkpoint
import sampling
from adapters import Adapter
from batches import STYLES, Set
from net import Net
from optimizer import Optimizer

# Exit status of a training stopped before its last sample (EX_TEMPFAIL: run it again).
STOPPED = 75
WARM_UP = 100
NO_TEXT = 0.1
PRECISIONS = ["float32", "bfloat16"]
# Loss is that of the velocity: the picture's squared error over (1 - t)^2, bounded as t nears 1.
LEAST_REMAINING = 0.1
SHOWN = [
    "a fox", "a red car", "a blue fox", "a pineapple", "a green rocket", "a pink elephant", "a house", "a butterfly",
    "a red apple on a black background", "a yellow duck on a blue background", "a purple octopus on a yellow background",
    "a turquoise guitar on a pink background", "a snowman on a blue background", "a lion on a green background",
    "an orange robot on a grey background", "a key on a red background",
]  # fmt: skip


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True)
    parser.add_argument("--run", required=True, help="folder of checkpoint, log and sample grids")
    parser.add_argument("--start", help="packed checkpoint to go on from where --run has none")
    parser.add_argument("--adapter-of", help="checkpoint of the network that an adapter is trained for; it stays as it is")
    parser.add_argument("--style", choices=STYLES, default=STYLES[0], help="of the adapter")
    parser.add_argument("--size", type=int, default=64)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--samples", type=int, default=500_000, help="training ends here")
    parser.add_argument("--fade", type=float, default=0.25, help="last share, over which the rates fall to zero")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--precision", choices=PRECISIONS, default=PRECISIONS[0], help="bfloat16 needs PyTorch 2")
    parser.add_argument("--average", type=float, default=0.999, help="decay of the weights' moving average")
    parser.add_argument("--save-minutes", type=float, default=5)
    parser.add_argument("--show-minutes", type=float, default=30, help="0 for no sample grids")
    parser.add_argument("--log-steps", type=int, default=25)
    return parser.parse_args()


class Stop:
    asked = False

    def __call__(self, signum, frame):
        self.asked = True


def rate(step, options):
    done = step * options.batch / options.samples
    return min(1.0, (step + 1) / WARM_UP) * min(1.0, max(0.0, (1 - done) / options.fade))


def batch(data, step, options):
    """All randomness of a step comes from (seed, step): a resumed run draws what an unbroken one would."""
    random = np.random.default_rng([options.seed, step])
    rows = data.choose(random, options.batch)
    pictures = data.pictures(rows, random)
    captions = [row["first"] + int(random.integers(2)) for row in rows]
    captions = [None if random.random() < NO_TEXT else caption for caption in captions]
    # Logit-normal, towards noise: that is where shapes are decided.
    t = torch.from_numpy(1 / (1 + np.exp(-random.normal(-0.8, 1.0, options.batch)))).float()
    noise = torch.from_numpy(random.standard_normal(pictures.shape, np.float32))
    return pictures, noise, t, data.texts(captions)


def loss_of(net, pictures, noise, t, text, mask, precision="float32"):
    """bfloat16 is that of products and convolutions; weights, sums of the loss and the optimizer's state stay in float32."""
    part = t[:, None, None, None]
    noisy = (part * pictures + (1 - part) * noise).contiguous(memory_format=torch.channels_last)
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=precision == "bfloat16"):
        predicted = net(noisy, t, text, mask)
    error = (predicted.float() - pictures).square().mean(dim=(1, 2, 3))
    return (error / (1 - t).clamp(min=LEAST_REMAINING).square()).mean(), error.mean()


class Training:
    def __init__(self, options):
        self.options = options
        self.run = Path(options.run)
        self.data = Set(options.data, options.size, options.style if options.adapter_of else None)
        torch.manual_seed(options.seed)
        self.net = Net(size=options.size).to(memory_format=torch.channels_last)
        self.trained, self.config = self.net, self.net.config
        if options.adapter_of:
            self.net.load_state_dict(checkpoint.unpack(checkpoint.read(options.adapter_of))["average"])
            self.net.requires_grad_(False)
            self.trained = Adapter(self.net)
            self.trained.attach(self.net)
            self.config = dict(self.config, rank=self.trained.rank)
        self.optimizer = Optimizer(self.trained, precision=getattr(torch, options.precision))
        self.average = {name: value.clone() for name, value in self.trained.state_dict().items()}
        self.step, self.seconds = 0, 0.0
        self.resume()

    def resume(self):
        own, start = self.run / "checkpoint.pt", self.options.start
        path = own if own.exists() else Path(start) if start and Path(start).exists() else None
        if path is None:
            return
        state = checkpoint.unpack(checkpoint.read(path))
        self.trained.load_state_dict(state["net"])
        self.average = state["average"]
        self.step, self.seconds = state["step"], state["seconds"]
        if "optimizer" in state:
            self.optimizer.load(state["optimizer"])
        if "log" in state and not (self.run / "loss.csv").exists():
            (self.run / "loss.csv").write_text(state["log"])
        print(f"going on from {path.name} at step {self.step}", flush=True)

    def save(self):
        state = dict(config=self.config, step=self.step, samples=self.step * self.options.batch, seconds=self.seconds)
        state.update(net=self.trained.state_dict(), average=self.average, optimizer=self.optimizer.state())
        checkpoint.write(self.run / "checkpoint.pt", state)

    def advance(self):
        pictures, noise, t, (text, mask) = batch(self.data, self.step, self.options)
        loss, error = loss_of(self.net, pictures, noise, t, text, mask, self.options.precision)
        self.trained.zero_grad(set_to_none=True)
        loss.backward()
        self.optimizer.step(rate(self.step, self.options))
        self.step += 1
        decay = min(self.options.average, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            for name, value in self.trained.state_dict().items():
                self.average[name].lerp_(value, 1 - decay)
        return loss.item(), error.item()

    def show(self):
        known = [text for text in SHOWN if text in self.data.index] or self.data.captions[:16]
        trained = {name: value.clone() for name, value in self.trained.state_dict().items()}
        self.trained.load_state_dict(self.average)
        text, mask = self.data.texts([self.data.index[caption] for caption in known])
        pictures = sampling.sample(self.net, text, mask, sampling.noise(range(len(known)), self.options.size))
        self.trained.load_state_dict(trained)
        sampling.save_grid(pictures, 8, self.run / f"samples-{self.step:06d}.png")

    def log(self):
        """The loss table; lines later than the checkpoint are dropped, since their steps are run again."""
        path, kept = self.run / "loss.csv", []
        if path.exists():
            with open(path, newline="") as file:
                kept = [row for row in csv.reader(file) if row[0].isdigit() and int(row[0]) <= self.step]
        file = open(path, "w", newline="")
        table = csv.writer(file)
        table.writerows([["step", "samples", "cpu_seconds", "loss", "picture_error"], *kept])
        return file, table

    def go(self, stop):
        file, table = self.log()
        recent, saved, shown, cpu = [], time.monotonic(), time.monotonic(), time.process_time()
        last = self.options.samples // self.options.batch
        while self.step < last and not stop.asked:
            recent.append(self.advance())
            self.seconds += time.process_time() - cpu
            cpu = time.process_time()
            if self.step % self.options.log_steps == 0:
                loss, error = np.mean(recent, axis=0)
                table.writerow([self.step, self.step * self.options.batch, round(self.seconds), f"{loss:.5f}", f"{error:.6f}"])
                file.flush()
                recent = []
            if time.monotonic() - saved > self.options.save_minutes * 60:
                self.save()
                saved = time.monotonic()
            if 0 < self.options.show_minutes * 60 < time.monotonic() - shown:
                self.show()
                shown, cpu = time.monotonic(), time.process_time()
        file.close()
        self.save()


def sole(run):
    """Two trainings in one folder would overwrite each other; the lock falls with the process."""
    run.mkdir(parents=True, exist_ok=True)
    lock = open(run / "pid", "a+")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.seek(0)
        raise SystemExit(f"Training already runs as process {lock.read().strip()}.") from None
    lock.truncate(0)
    lock.write(f"{os.getpid()}\n")
    lock.flush()
    return lock


def main():
    options = arguments()
    torch.set_num_threads(1)
    stop = Stop()
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    lock = sole(Path(options.run))
    training = Training(options)
    training.go(stop)
    if not stop.asked and options.show_minutes:
        training.show()
    print(f"ended at step {training.step}, {training.step * options.batch} samples", flush=True)
    lock.close()
    if stop.asked:
        raise SystemExit(STOPPED)


if __name__ == "__main__":
    main()
