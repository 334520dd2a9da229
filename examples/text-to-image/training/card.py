"""Fills the measured part of MODEL_CARD.md from evaluation.json and loss.csv, and draws the loss curve as SVG."""

import csv
import json
import math
import shutil
from pathlib import Path

HERE = Path(__file__).resolve().parent
BEGIN, END = "<!-- measured: written by card.py -->\n", "<!-- end of measured -->"
KINDS = dict(
    renderings="renderings (bound of the judge)",
    train="seen combinations",
    combination="held-out combination",
    pair="held-out colour of an object",
)


def set_names(report):
    return [key for key in KINDS if key != "renderings" and key in report]


def curve(rows, path):
    """Logarithmic loss over samples."""
    width, height, left = 640, 240, 50
    last = max(int(row["samples"]) for row in rows)
    logs = [math.log10(float(row["loss"])) for row in rows]
    low, high = math.floor(min(logs) * 10) / 10, math.ceil(max(logs) * 10) / 10

    def place(sample, log):
        return left + (width - left) * sample / last, (height - 20) * (high - log) / (high - low)

    points = " ".join("{:.1f},{:.1f}".format(*place(int(row["samples"]), log)) for row, log in zip(rows, logs))
    marks = "".join(
        f'<text x="2" y="{place(0, log)[1] + 10:.0f}">{10**log:.2g}</text>' for log in (high, (high + low) / 2, low + 0.03)
    )
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="11">'
        f'<rect width="{width}" height="{height}" fill="white"/>{marks}'
        f'<text x="{left}" y="{height - 4}">0</text><text x="{width - 110}" y="{height - 4}">{last:,} samples</text>'
        f'<polyline fill="none" stroke="#1f77b4" points="{points}"/></svg>\n'
    )


def share(value):
    return "–" if value is None else f"{value} %"


def lists(title, rates):
    ordered = sorted(rates.items(), key=lambda pair: (-1 if pair[1] is None else pair[1], pair[0]))
    return f"**{title}**, worst first: " + ", ".join(f"{name} {share(rate)}" for name, rate in ordered) + ".\n\n"


def state(rows):
    last = rows[-1]
    return (
        f"State of training: **step {int(last['step']):,}, {int(last['samples']):,} samples**, "
        f"{int(last['cpu_seconds']) / 3600:.1f} CPU hours of one thread; loss {float(last['loss']):.3f}, squared error of the "
        f"picture {float(last['picture_error']):.4f} (range −1..1).\n\n"
    )


def loss_table(rows):
    picks = rows[:: max(1, math.ceil(len(rows) / 14))]
    text = "![Loss over samples, logarithmic](card/loss.svg)\n\n| samples | loss | squared error |\n|---|---|---|\n"
    lines = [f"| {int(row['samples']):,} | {row['loss']} | {row['picture_error']} |\n" for row in picks]
    return text + "".join(lines) + "\n"


def scores(report):
    text = f"Measured at step {report['step']:,} ({report['samples']:,} samples), {report['steps']} steps of the sampler, "
    text += f"guidance {report['guidance']}.\n\n"
    text += "| pictures | number | object first | object in top 3 | hue | background |\n|---|---|---|---|---|---|\n"
    for key in (key for key in KINDS if key in report):
        part = report[key]
        rates = " | ".join(share(part[column]) for column in ("object_first", "object_top3", "hue", "background"))
        text += f"| {KINDS[key]} | {part['pictures']} | {rates} |\n"
    text += "\nThe aims: object in the top 3 for at least 80 % of seen and 60 % of held-out combinations; hue and background "
    text += "right in at least 95 %.\n\n"
    text += lists("Object in top 3", report["classes"]["objects"])
    return text + lists("Hue", report["classes"]["hues"]) + lists("Background", report["classes"]["backgrounds"])


def pictures(report):
    text = "Samples: every third picture of each set, in order, nothing left out.\n\n"
    for key in set_names(report):
        text += f"{KINDS[key]}:\n\n![{KINDS[key]}](card/samples-{key}.png)\n\n"
    return text


def fill(report, run, out):
    """report is what evaluate.py found, or None where it has not run: the card then says so."""
    with open(Path(run) / "loss.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    folder = HERE / "card"
    folder.mkdir(exist_ok=True)
    curve(rows, folder / "loss.svg")
    found = "**Scores have not been measured yet.**\n\n"
    if report:
        for key in set_names(report):
            shutil.copy(Path(out) / f"samples-{key}.png", folder)
        found = scores(report) + pictures(report)
    card = HERE / "MODEL_CARD.md"
    before, _, rest = card.read_text().partition(BEGIN)
    card.write_text(before + BEGIN + "\n" + state(rows) + found + loss_table(rows) + END + rest.partition(END)[2])


if __name__ == "__main__":
    import sys

    evaluation = Path(sys.argv[2]) / "evaluation.json"
    fill(json.loads(evaluation.read_text()) if evaluation.exists() else None, sys.argv[1], sys.argv[2])
