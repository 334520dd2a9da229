"""Measures the network with a classifier that was trained on renderings only, never on generated pictures.

The classifier names object, hue and background of a 64 x 64 picture. It is checked on fresh renderings first: its own error
bounds what can be measured. Objects count as right when among the three likeliest of all.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

import card
import checkpoint
import export
import sampling
from batches import Set
from colours import BACKGROUNDS, HUES, NATURAL, UNSAID

COLOURS = [colour for colour in HUES if colour != NATURAL]
PLAINS = [background for background in BACKGROUNDS if background != UNSAID]
TOP = 3


class Classifier(nn.Module):
    def __init__(self, objects):
        super().__init__()
        layers, inputs = [], 3
        for outputs in (32, 64, 96, 128):
            layers += [nn.Conv2d(inputs, outputs, 3, 2, 1), nn.GroupNorm(8, outputs), nn.ReLU()]
            if inputs > 3:
                layers += [nn.Conv2d(outputs, outputs, 3, 1, 1), nn.GroupNorm(8, outputs), nn.ReLU()]
            inputs = outputs
        self.body = nn.Sequential(*layers, nn.AdaptiveAvgPool2d(2), nn.Flatten())
        self.object = nn.Linear(512, objects)
        self.hue = nn.Linear(512, len(COLOURS))
        self.background = nn.Linear(512, len(PLAINS))

    def forward(self, x):
        features = self.body(x)
        return self.object(features), self.hue(features), self.background(features)


def labels(rows):
    """Object, hue (-100 where the object has its own colours: not judged), background (unsaid is white)."""
    hues = [COLOURS.index(row["colour"]) if row["colour"] != NATURAL else -100 for row in rows]
    plains = [PLAINS.index(row["background"] or "white") for row in rows]
    return torch.tensor([row["object"] for row in rows]), torch.tensor(hues), torch.tensor(plains)


def blurred(x, random):
    """Half of the pictures lose detail, as generated ones do: a smaller copy enlarged, and some noise."""
    small = F.interpolate(x, scale_factor=0.5, mode="area")
    soft = F.interpolate(small, size=x.shape[2:], mode="bilinear", align_corners=False)
    pick = torch.from_numpy(random.random(len(x)) < 0.5)[:, None, None, None]
    x = torch.where(pick, soft, x)
    strength = torch.from_numpy(random.uniform(0, 0.15, (len(x), 1, 1, 1)).astype(np.float32))
    return x + strength * torch.from_numpy(random.standard_normal(x.shape, np.float32))


def train_classifier(data, steps, path):
    torch.manual_seed(7)
    net = Classifier(len(data.objects))
    if path.exists():
        net.load_state_dict(checkpoint.read(path))
        return net.eval()
    optimizer = torch.optim.AdamW(net.parameters(), lr=2e-3, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 3e-3, total_steps=steps)
    for step in range(steps):
        # All combinations: the judge may know those that the network must not.
        random = np.random.default_rng([77, step])
        rows = [data.rows[at] for at in random.integers(0, len(data.rows), 48)]
        found = net(blurred(data.pictures(rows, random), random))
        loss = sum(F.cross_entropy(logits, label) for logits, label in zip(found, labels(rows)) if (label >= 0).any())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        if step % 100 == 0:
            print(f"classifier step {step} loss {loss.item():.3f}", flush=True)
    checkpoint.write(path, net.state_dict())
    return net.eval()


@torch.no_grad()
def judge(classifier, pictures, rows):
    """Booleans per picture: object first, object in the top 3, hue (None where not judged), background."""
    objects, hues, plains = classifier(pictures)
    wanted, hue, plain = labels(rows)
    first = objects.argmax(1) == wanted
    top = (objects.topk(min(TOP, objects.shape[1]), dim=1).indices == wanted[:, None]).any(1)
    right = [bool(found) if label >= 0 else None for found, label in zip(hues.argmax(1) == hue, hue)]
    return list(zip(first.tolist(), top.tolist(), right, (plains.argmax(1) == plain).tolist()))


def generate(net, data, rows, seed):
    """One picture per row; captions alternate between the two forms."""
    pictures = []
    for at in range(0, len(rows), 25):
        part = rows[at : at + 25]
        text, mask = data.texts([row["first"] + (at + slot) % 2 for slot, row in enumerate(part)])
        pictures.append(sampling.sample(net, text, mask, sampling.noise(range(seed + at, seed + at + len(part)), data.size)))
    return torch.cat(pictures)


def pick(data, split, per_object, random):
    """The same number of every object, from one split; never the plain name alone."""
    chosen = []
    for at in range(len(data.objects)):
        rows = [row for row in data.rows if row["object"] == at and row["split"] == split]
        chosen += [rows[i] for i in random.permutation(len(rows))[:per_object]]
    return chosen


def percent(values):
    values = [value for value in values if value is not None]
    return round(100 * sum(values) / len(values), 1) if values else None


def summary(verdicts):
    names = ("object_first", "object_top3", "hue", "background")
    return dict({name: percent(column) for name, column in zip(names, zip(*verdicts))}, pictures=len(verdicts))


def per_class(data, judged):
    """Top-3 rate per object, and rates per hue and background, over all sets of generated pictures."""
    pairs = [(row, verdict) for rows, verdicts in judged for row, verdict in zip(rows, verdicts)]
    objects = {name: percent([v[1] for r, v in pairs if r["object"] == at]) for at, name in enumerate(data.objects)}
    hues = {colour: percent([v[2] for r, v in pairs if r["colour"] == colour]) for colour in COLOURS}
    plains = {name: percent([v[3] for r, v in pairs if (r["background"] or "white") == name]) for name in PLAINS}
    return dict(objects=objects, hues=hues, backgrounds=plains)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True)
    parser.add_argument("--run", required=True)
    parser.add_argument("--start")
    parser.add_argument("--out", required=True)
    parser.add_argument("--classifier-steps", type=int, default=1500)
    parser.add_argument("--per-object", type=int, default=3)
    options = parser.parse_args()
    torch.set_num_threads(1)
    state = export.newest(options.run, options.start)
    net, out = export.averaged(state), Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    data, random = Set(options.data, net.config["size"]), np.random.default_rng(2024)
    classifier = train_classifier(data, options.classifier_steps, Path(options.data) / "classifier.pt")

    real = [data.rows[at] for at in random.integers(0, len(data.rows), 1000)]
    report = dict(step=state["step"], samples=state["samples"], steps=sampling.STEPS, guidance=sampling.GUIDANCE)
    report["renderings"] = summary(judge(classifier, data.pictures(real, random), real))
    judged = []
    for offset, split in enumerate(("train", "combination", "pair")):
        rows = pick(data, split, options.per_object, random)
        if not rows:
            continue
        pictures = generate(net, data, rows, 100_000 * (offset + 1))
        judged.append((rows, judge(classifier, pictures, rows)))
        report[split] = summary(judged[-1][1])
        print(split, report[split], flush=True)
        # Every third picture in order: the grid shows what came, good or bad.
        sampling.save_grid(pictures[::3][:96], 12, out / f"samples-{split}.png", enlarge=1)
    report["classes"] = per_class(data, judged)
    (out / "evaluation.json").write_text(json.dumps(report, indent=2) + "\n")
    card.fill(report, options.run, out)


if __name__ == "__main__":
    main()
