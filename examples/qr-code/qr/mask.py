"""The eight masks, and how hard a code is to read by its look (ISO/IEC 18004, 7.8)."""

import re

MASKS = (
    lambda x, y: (x + y) % 2,
    lambda x, y: y % 2,
    lambda x, y: x % 3,
    lambda x, y: (x + y) % 3,
    lambda x, y: (x // 3 + y // 2) % 2,
    lambda x, y: x * y % 2 + x * y % 3,
    lambda x, y: (x * y % 2 + x * y % 3) % 2,
    lambda x, y: ((x + y) % 2 + x * y % 3) % 2,
)

_RUN = re.compile("0{5,}|1{5,}")
_LIKE_A_FINDER = re.compile("(?=10111010000|00001011101)")


def penalty(rows):
    """The less, the better. `rows` are strings of 0 (light) and 1 (dark)."""
    columns = ["".join(column) for column in zip(*rows)]
    lines = rows + columns
    runs = sum(len(run.group()) - 2 for line in lines for run in _RUN.finditer(line))
    finders = sum(len(_LIKE_A_FINDER.findall(line)) for line in lines)
    return runs + 3 * _squares(rows) + 40 * finders + 10 * _imbalance(rows)


def _squares(rows):
    """Squares of four equal modules."""
    width = len(rows[0])
    inside = (1 << width - 1) - 1
    numbers = [int(row, 2) for row in rows]
    count = 0
    for above, below in zip(numbers, numbers[1:]):
        differs = (above ^ above >> 1) | (below ^ below >> 1) | (above ^ below)
        count += bin(~differs & inside).count("1")
    return count


def _imbalance(rows):
    """How many times 5 % the dark modules are away from half of all."""
    total = len(rows) ** 2
    dark = sum(row.count("1") for row in rows)
    return abs(dark * 20 - total * 10) // total
