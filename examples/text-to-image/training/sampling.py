"""Pictures from noise and text: Euler steps along the flow, with classifier-free guidance."""

import math

import numpy as np
import torch
from PIL import Image

STEPS = 24
GUIDANCE = 3.0


@torch.no_grad()
def sample(net, text, mask, noise, steps=STEPS, guidance=GUIDANCE):
    """noise [B, 3, S, S] -> pictures in -1..1; both halves of the guidance run in one batch."""
    x, batch = noise, noise.shape[0]
    text, mask = torch.cat([text, torch.zeros_like(text)]), torch.cat([mask, torch.zeros_like(mask)])
    for step in range(steps):
        t, after = step / steps, (step + 1) / steps
        told, untold = net(torch.cat([x, x]), torch.full((2 * batch,), t), text, mask).chunk(2)
        clean = untold + guidance * (told - untold)
        x = x + (clean - x) * ((after - t) / (1 - t))
    return x.clamp(-1, 1)


def noise(seeds, size):
    """One seed per picture, so a picture does not depend on its neighbours."""
    return torch.stack([torch.randn(3, size, size, generator=torch.Generator().manual_seed(seed)) for seed in seeds])


def save_grid(pictures, columns, path, enlarge=2):
    array = ((pictures + 1) * 127.5).round().clamp(0, 255).byte().permute(0, 2, 3, 1).numpy()
    size = array.shape[1]
    grid = np.full((math.ceil(len(array) / columns) * (size + 2), columns * (size + 2), 3), 255, np.uint8)
    for at, picture in enumerate(array):
        top, left = at // columns * (size + 2), at % columns * (size + 2)
        grid[top : top + size, left : left + size] = picture
    image = Image.fromarray(grid)
    image.resize((image.width * enlarge, image.height * enlarge), Image.NEAREST).save(path)
