"""The same objects, seeds and noise in each style, side by side."""

import torch

import export
import golden
import sampling

CAPTIONS = [
    "a fox", "a red heart", "a slice of pizza", "a cat face", "a green car", "a blue butterfly", "a rocket on a black background",
    "a pink octopus on a yellow background", "an orange guitar", "a tree on a blue background",
]  # fmt: skip
LINES = [
    [],
    [dict(path="outlines", scale=0.5)],
    [dict(path="outlines")],
    [dict(path="mosaic")],
    [dict(path="outlines", scale=0.7), dict(path="mosaic", scale=0.7)],
]


@torch.no_grad()
def draw(state, matrices, work, packages, path):
    """A row for each of LINES, a column for each of CAPTIONS."""
    states = golden.texts(work, packages, CAPTIONS)
    length = max(text.shape[1] for text in states)
    text, mask = torch.zeros(len(states), length, states[0].shape[2]), torch.zeros(len(states), length)
    for at, each in enumerate(states):
        text[at, : each.shape[1]], mask[at, : each.shape[1]] = each[0], 1
    pictures = []
    for loras in LINES:
        net = export.averaged(state)
        noise = sampling.noise(range(len(states)), net.config["size"])
        pictures.append(sampling.sample(golden.adapted(net, dict(loras=loras), matrices), text, mask, noise))
    sampling.save_grid(torch.cat(pictures), len(states), path, enlarge=1)
