"""Tell whether two photos are one: a print of light and dark that survives sending and stamping (handbook H5.3).

The print says for each of 16 × 16 cells whether the light grows to the right, and whether it grows downwards: 512 bits.
Measured on drawn shelves (docs/evidence.md): a photo sent again, shrunk, stamped or brightened differs in at
most 13 bits; the same shelf taken again from two hundredths of the picture further left in 36 or more.
"""

from collections.abc import Iterable, Sequence
from typing import TypeVar

SIDE = 16
BITS = 2 * SIDE * SIDE
SAME_BITS = 18
# A lens cap or a bare wall has no shape to compare: fewer grey steps between its lightest and darkest cell.
LEAST_CONTRAST = 12

Key = TypeVar("Key")


def likeness_of(grid: Sequence[Sequence[int]]) -> str:
    """The print of a picture that was shrunk to 17 rows of 17 grey values, in hexadecimal; empty if it has no shape."""
    cells = [value for row in grid for value in row]
    if max(cells) - min(cells) < LEAST_CONTRAST:
        return ""
    places = [(row, column) for row in range(SIDE) for column in range(SIDE)]
    across = [grid[row][column + 1] > grid[row][column] for row, column in places]
    down = [grid[row + 1][column] > grid[row][column] for row, column in places]
    bits = 0
    for is_lighter in (*across, *down):
        bits = bits << 1 | is_lighter
    return f"{bits:0{BITS // 4}x}"


def differing_bits(here: str, there: str) -> int:
    """In how many of the 512 places two prints differ."""
    return (int(here, 16) ^ int(there, 16)).bit_count()


def most_alike(here: str, others: Iterable[tuple[Key, str]], most_bits: int = SAME_BITS) -> tuple[Key, int] | None:
    """The print nearest to this one, if it is near enough to be the same photo, and by how many bits it differs."""
    if not here:
        return None
    near = ((differing_bits(here, there), key) for key, there in others if there)
    best = min(near, key=lambda found: found[0], default=None)
    return (best[1], best[0]) if best and best[0] <= most_bits else None
