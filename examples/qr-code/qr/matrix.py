"""The square of modules: where everything stands."""

from . import capacity
from .mask import MASKS, penalty

_LEVEL_BITS = {"L": 1, "M": 0, "Q": 3, "H": 2}


class Matrix:
    """Modules by row and column, dark is 1; `fixed` are those that carry no data."""

    def __init__(self, version):
        self.version = version
        self.size = capacity.size(version)
        self.dark = [[0] * self.size for _ in range(self.size)]
        self.fixed = [[False] * self.size for _ in range(self.size)]
        self._draw_patterns()

    def _set(self, x, y, dark):
        self.dark[y][x] = int(dark)
        self.fixed[y][x] = True

    def _draw_patterns(self):
        for i in range(self.size):
            self._set(6, i, i % 2 == 0)
            self._set(i, 6, i % 2 == 0)
        for x, y in ((3, 3), (self.size - 4, 3), (3, self.size - 4)):
            self._draw_finder(x, y)
        centres = capacity.alignment(self.version)
        last = len(centres) - 1
        for i, x in enumerate(centres):
            for j, y in enumerate(centres):
                if (i, j) not in ((0, 0), (0, last), (last, 0)):
                    self._draw_alignment(x, y)
        self.draw_format("L", 0)  # keeps its place free
        if self.version >= 7:
            self._draw_version()

    def _draw_finder(self, x, y):
        for dy in range(-4, 5):
            for dx in range(-4, 5):
                if 0 <= x + dx < self.size and 0 <= y + dy < self.size:
                    self._set(x + dx, y + dy, max(abs(dx), abs(dy)) not in (2, 4))

    def _draw_alignment(self, x, y):
        for dy in range(-2, 3):
            for dx in range(-2, 3):
                self._set(x + dx, y + dy, max(abs(dx), abs(dy)) != 1)

    def draw_format(self, level, mask):
        """Level and mask, twice, protected by a BCH code (15, 5)."""
        data = _LEVEL_BITS[level] << 3 | mask
        bits = (data << 10 | _remainder(data, 10, 0x537)) ^ 0x5412
        bit = [bits >> i & 1 for i in range(15)]
        end = self.size - 1
        for i in range(6):
            self._set(8, i, bit[i])
            self._set(5 - i, 8, bit[9 + i])
        self._set(8, 7, bit[6])
        self._set(8, 8, bit[7])
        self._set(7, 8, bit[8])
        for i in range(8):
            self._set(end - i, 8, bit[i])
        for i in range(8, 15):
            self._set(8, end - 14 + i, bit[i])
        self._set(8, end - 7, True)

    def _draw_version(self):
        """The version, twice, protected by a BCH code (18, 6)."""
        bits = self.version << 12 | _remainder(self.version, 12, 0x1F25)
        for i in range(18):
            far, near = self.size - 11 + i % 3, i // 3
            self._set(far, near, bits >> i & 1)
            self._set(near, far, bits >> i & 1)

    def places(self):
        """Where data stands, in its order: pairs of columns from the right, up and down by turns."""
        upward = True
        right = self.size - 1
        while right > 0:
            if right == 6:  # the timing pattern has a column of its own
                right = 5
            for step in range(self.size):
                y = self.size - 1 - step if upward else step
                for x in (right, right - 1):
                    if not self.fixed[y][x]:
                        yield x, y
            upward = not upward
            right -= 2

    def draw_data(self, data):
        for i, (x, y) in enumerate(self.places()):
            self.dark[y][x] = data[i // 8] >> 7 - i % 8 & 1 if i < 8 * len(data) else 0

    def draw_mask(self, level):
        """Applies the mask that makes the code easiest to read, and says which."""
        _, best, rows = min(
            (penalty(rows), mask, rows)
            for mask in range(len(MASKS))
            for rows in [self._masked(level, mask)]
        )
        self.dark = [[int(module) for module in row] for row in rows]
        self.draw_format(level, best)
        return best

    def _masked(self, level, mask):
        self.draw_format(level, mask)
        light = MASKS[mask]
        return [
            "".join(
                str(dark) if fixed else str(dark ^ (light(x, y) == 0))
                for x, (dark, fixed) in enumerate(zip(self.dark[y], self.fixed[y]))
            )
            for y in range(self.size)
        ]


def _remainder(data, width, polynomial):
    remainder = data
    for _ in range(width):
        remainder = remainder << 1 ^ (remainder >> width - 1) * polynomial
    return remainder
