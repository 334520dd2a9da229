"""The colour words: hues that repaint an object, and plain backgrounds. Both lists are part of the data set's definition."""

import numpy as np

NATURAL = ""
# Hue of the repainted object as a fraction of the circle.
HUES = {
    NATURAL: None,
    "red": 0.0,
    "orange": 0.075,
    "yellow": 0.15,
    "green": 0.36,
    "turquoise": 0.49,
    "blue": 0.61,
    "purple": 0.76,
    "pink": 0.91,
}
UNSAID = ""
# Unsaid means white. Backgrounds are paler or darker than repainted objects, so that red stands out on red.
BACKGROUNDS = {
    UNSAID: (255, 255, 255),
    "white": (255, 255, 255),
    "black": (16, 16, 16),
    "grey": (150, 150, 150),
    "red": (215, 70, 70),
    "orange": (250, 165, 80),
    "yellow": (250, 235, 110),
    "green": (120, 205, 125),
    "blue": (95, 150, 235),
    "purple": (165, 115, 215),
    "pink": (250, 170, 205),
}

INK = (24, 24, 24)
CHALK = (240, 240, 240)
# Repainting keeps a pixel's lightness and raises its saturation.
VIVID = (165, 20, 20)


def repaint(rgb, hue):
    """Gives every pixel of uint8 [.., 3] one hue: value stays, saturation is kept at 45 % or above; dark lines stay dark."""
    if hue is None:
        return rgb
    x = rgb.astype(np.float32) / 255
    high, low = x.max(axis=-1), x.min(axis=-1)
    saturation = np.where(high > 0, (high - low) / np.maximum(high, 1e-6), 0)
    saturation = 0.45 + 0.5 * saturation
    value = 0.15 + 0.85 * high
    sector = (np.array([5.0, 3.0, 1.0], np.float32) + hue * 6) % 6
    wave = np.clip(np.minimum(sector, 4 - sector), 0, 1)
    painted = value[..., None] * (1 - saturation[..., None] * wave)
    return np.rint(painted * 255).astype(np.uint8)


def ink(hue, background):
    """One flat colour for drawings that have none: the hue, or else what stands out on the background."""
    if hue is None:
        return CHALK if background == "black" else INK
    return tuple(int(channel) for channel in repaint(np.array(VIVID, np.uint8), hue))
