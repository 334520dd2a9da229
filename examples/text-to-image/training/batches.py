"""Pictures and texts for training, made on the fly: repainted, resized, moved, laid on a plain colour."""

import json
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from colours import BACKGROUNDS, HUES, NATURAL, UNSAID, ink, repaint

NATURAL_SHARE = 3.0
UNSAID_SHARE = 3.0
# Few sizes and no mirroring: each doubles what must be learnt, and training time on one core is what is short.
SMALLEST = 0.86
MIRRORED = 0.0


# Other styles than the first: line drawings in one flat colour, and the first's pictures in squares.
STYLES = ["outlines", "mosaic"]
SQUARE = 4


class Set:
    """The prepared data; pictures are drawn from it with a generator of the caller's, so a seed fixes them.

    style: one of STYLES instead of the first.
    """

    def __init__(self, folder, size, style=None):
        folder = Path(folder)
        self.size = size
        listing = json.loads((folder / "captions.json").read_text())
        self.objects, self.rows, self.captions = listing["objects"], listing["rows"], listing["captions"]
        self.index = {text: at for at, text in reversed(list(enumerate(self.captions)))}
        self.states = np.load(folder / "states.npy", mmap_mode="r")
        self.spans = np.load(folder / "spans.npy")
        self.style, outlines = style, style == "outlines"
        found = np.load(folder / ("outlines.npz" if outlines else "images.npz"))
        self.drawings, self.outlines = found["drawings"], outlines
        known = found["known"] if outlines else np.ones(len(self.drawings), bool)
        self.rows = [row for row in self.rows if known[row["object"]]]
        self.sprites = {}
        self.train = [row for row in self.rows if row["split"] == "train"]
        shares = np.array([share(row) for row in self.train])
        self.bounds = np.cumsum(shares / shares.sum())

    def choose(self, random, count):
        picks = np.searchsorted(self.bounds, random.random(count))
        return [self.train[min(pick, len(self.train) - 1)] for pick in picks]

    def picture(self, row, random):
        """uint8 [S, S, 3]."""
        size = self.size
        side = int(random.integers(round(size * SMALLEST), size + 1))
        left, top = random.integers(0, size - side + 1, 2)
        image = self.sprite(row).resize((side, side), Image.BOX)
        if random.random() < MIRRORED:
            image = image.transpose(Image.FLIP_LEFT_RIGHT)
        over = np.asarray(image, np.float32)
        canvas = np.empty((size, size, 3), np.float32)
        canvas[:] = BACKGROUNDS[row["background"]]
        place = canvas[top : top + side, left : left + side]
        place *= 1 - over[..., 3:] / 255
        place += over[..., :3]
        picture = np.clip(np.rint(canvas), 0, 255).astype(np.uint8)
        return mosaic(picture) if self.style == "mosaic" else picture

    def sprite(self, row):
        """A premultiplied picture: resizing it leaves no dark rim."""
        key = row["object"], row["colour"], self.outlines and row["background"] == "black"
        if key not in self.sprites:
            rgba, hue = self.drawings[row["object"]], HUES[row["colour"]]
            rgb = np.empty_like(rgba[..., :3]) if self.outlines else repaint(rgba[..., :3], hue)
            if self.outlines:
                rgb[:] = ink(hue, row["background"])
            self.sprites[key] = Image.fromarray(np.concatenate([rgb, rgba[..., 3:]], axis=-1), "RGBA").convert("RGBa")
        return self.sprites[key]

    def pictures(self, rows, random):
        """float32 [B, 3, S, S] in -1..1."""
        stack = np.stack([self.picture(row, random) for row in rows]).transpose(0, 3, 1, 2)
        return torch.from_numpy(stack.astype(np.float32) / 127.5 - 1)

    def texts(self, captions):
        """Indices of captions, None for no text -> states [B, L, 384] and mask [B, L]; L is the longest."""
        length = max([self.spans[at][1] for at in captions if at is not None], default=1)
        states = np.zeros((len(captions), length, self.states.shape[1]), np.float32)
        mask = np.zeros((len(captions), length), np.float32)
        for slot, at in enumerate(captions):
            if at is not None:
                first, count = self.spans[at]
                states[slot, :count] = self.states[first : first + count]
                mask[slot, :count] = 1
        return torch.from_numpy(states), torch.from_numpy(mask)


def mosaic(picture):
    """[S, S, 3]: squares of one colour."""
    image, cells = Image.fromarray(picture), (len(picture) // SQUARE,) * 2
    return np.asarray(image.resize(cells, Image.BOX).resize(image.size, Image.NEAREST))


def share(row):
    return (NATURAL_SHARE if row["colour"] == NATURAL else 1) * (UNSAID_SHARE if row["background"] == UNSAID else 1)
