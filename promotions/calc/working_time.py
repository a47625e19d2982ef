"""Where in a person's whole working time another share finds room (handbook H7)."""

from collections.abc import Iterable

WHOLE = 100


def first_room(taken: Iterable[tuple[int, int]], share: int) -> int | None:
    """The lowest place for `share` percent beside pieces `(from, share)` of the same days; None if there is none."""
    place = 0
    for start, size in sorted(taken):
        if start - place >= share:
            return place
        place = max(place, start + size)
    return place if WHOLE - place >= share else None
