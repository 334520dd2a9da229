"""The network: a two-level U-Net over patches that predicts the clean picture from a noisy one.

Pictures are [B, 3, S, S] in -1..1. A patch of S/16 x S/16 pixels becomes one cell of a 16 x 16 grid, so
the cost hardly depends on S. Text is the last hidden state of MiniLM, [B, L, 384], with a mask [B, L] of ones and zeros. A
row whose mask is all zeros means "no text": the unconditional half of classifier-free guidance (Ho and Salimans 2022).

Time t runs from 0 (noise) to 1 (picture): x_t = t * x + (1 - t) * noise (rectified flow, Liu et al. 2022). The network
returns x itself and not the velocity, since the pictures lie on a far smaller set than the noise does and a coarse grid can
hold them (Li and He, "Back to Basics: Let Denoising Generative Models Denoise", 2025). velocity = (x - x_t) / (1 - t).
"""

import math

import torch
import torch.nn.functional as F
from torch import nn

TEXT_WIDTH = 384
GRID = 16
TIME_FEATURES = 128


def group_norm(channels):
    return nn.GroupNorm(channels // 16, channels)


class Block(nn.Module):
    """Two 3x3 convolutions with a skip; the condition scales and shifts the second norm."""

    def __init__(self, inputs, outputs, width):
        super().__init__()
        self.norm1 = group_norm(inputs)
        self.conv1 = nn.Conv2d(inputs, outputs, 3, padding=1)
        self.condition = nn.Linear(width, 2 * outputs)
        self.norm2 = group_norm(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, padding=1)
        self.skip = nn.Conv2d(inputs, outputs, 1) if inputs != outputs else nn.Identity()
        nn.init.zeros_(self.conv2.weight)
        nn.init.zeros_(self.conv2.bias)

    def forward(self, x, condition):
        h = self.conv1(F.silu(self.norm1(x)))
        scale, shift = self.condition(condition)[:, :, None, None].chunk(2, dim=1)
        h = self.norm2(h) * (1 + scale) + shift
        return self.skip(x) + self.conv2(F.silu(h))


class Attention(nn.Module):
    """Each cell attends to all cells and to the words of the text at once."""

    def __init__(self, channels, heads):
        super().__init__()
        self.heads = heads
        self.scale = 1 / math.sqrt(channels // heads)
        self.norm = group_norm(channels)
        self.query = nn.Linear(channels, channels)
        self.key_value = nn.Linear(channels, 2 * channels)
        self.text_key_value = nn.Linear(TEXT_WIDTH, 2 * channels)
        self.out = nn.Linear(channels, channels)
        nn.init.zeros_(self.out.weight)
        nn.init.zeros_(self.out.bias)

    def split(self, x):
        batch, length, channels = x.shape
        return x.reshape(batch, length, self.heads, channels // self.heads).transpose(1, 2)

    def forward(self, x, text, bias):
        batch, channels, height, width = x.shape
        cells = self.norm(x).flatten(2).transpose(1, 2)
        key, value = torch.cat([self.key_value(cells), self.text_key_value(text)], dim=1).chunk(2, dim=2)
        query, key, value = self.split(self.query(cells)), self.split(key), self.split(value)
        weights = query @ key.transpose(2, 3) * self.scale + bias
        mixed = (weights.softmax(dim=3) @ value).transpose(1, 2).reshape(batch, height * width, channels)
        return x + self.out(mixed).transpose(1, 2).reshape(batch, channels, height, width)


class Net(nn.Module):
    def __init__(self, size=64, outer=64, inner=128, width=256, heads=4):
        super().__init__()
        self.config = dict(size=size, outer=outer, inner=inner, width=width, heads=heads)
        patch = size // GRID
        self.time = nn.Sequential(nn.Linear(TIME_FEATURES, width), nn.SiLU(), nn.Linear(width, width))
        self.pooled = nn.Linear(TEXT_WIDTH, width)
        # Patches overlap by half a patch on each side, so their seams do not show.
        self.read = nn.Conv2d(3, outer, 2 * patch, stride=patch, padding=patch // 2)
        self.place = nn.Parameter(torch.randn(1, outer, GRID, GRID) * 0.02)
        self.down1 = Block(outer, outer, width)
        self.down2 = Block(outer, outer, width)
        self.shrink = nn.Conv2d(outer, inner, 3, stride=2, padding=1)
        self.inner1 = Block(inner, inner, width)
        self.attention1 = Attention(inner, heads)
        self.inner2 = Block(inner, inner, width)
        self.attention2 = Attention(inner, heads)
        self.middle = Block(inner, inner, width)
        self.attention3 = Attention(inner, heads)
        self.inner3 = Block(2 * inner, inner, width)
        self.attention4 = Attention(inner, heads)
        self.inner4 = Block(2 * inner, inner, width)
        self.grow = nn.Conv2d(inner, outer, 3, padding=1)
        self.up1 = Block(2 * outer, outer, width)
        self.up2 = Block(2 * outer, outer, width)
        self.last_norm = group_norm(outer)
        self.write = nn.ConvTranspose2d(outer, 3, 2 * patch, stride=patch, padding=patch // 2)
        frequencies = torch.exp(torch.arange(TIME_FEATURES // 2) * (-math.log(1000.0) / (TIME_FEATURES // 2)))
        self.register_buffer("frequencies", frequencies * 1000.0 / 2, persistent=False)

    def condition(self, t, text, mask):
        angles = t[:, None] * self.frequencies[None, :]
        time = self.time(torch.cat([angles.cos(), angles.sin()], dim=1))
        count = mask.sum(dim=1, keepdim=True).clamp(min=1.0)
        mean = (text * mask[:, :, None]).sum(dim=1) / count
        return F.silu(time + self.pooled(mean * 8.0))

    def forward(self, x, t, text, mask):
        """x [B, 3, S, S], t [B], text [B, L, 384], mask [B, L] -> the clean picture [B, 3, S, S]."""
        condition = self.condition(t, text, mask)
        cells = (GRID // 2) ** 2
        bias = (torch.cat([mask.new_ones(mask.shape[0], cells), mask], dim=1) - 1)[:, None, None, :] * 1e4
        x0 = self.read(x) + self.place
        x1 = self.down1(x0, condition)
        x2 = self.down2(x1, condition)
        y0 = self.shrink(x2)
        y1 = self.attention1(self.inner1(y0, condition), text, bias)
        y2 = self.attention2(self.inner2(y1, condition), text, bias)
        y = self.attention3(self.middle(y2, condition), text, bias)
        y = self.attention4(self.inner3(torch.cat([y, y2], dim=1), condition), text, bias)
        y = self.inner4(torch.cat([y, y1], dim=1), condition)
        x = self.grow(F.interpolate(y, scale_factor=2.0, mode="nearest"))
        x = self.up1(torch.cat([x, x2], dim=1), condition)
        x = self.up2(torch.cat([x, x1], dim=1), condition)
        return self.write(F.silu(self.last_norm(x)))
