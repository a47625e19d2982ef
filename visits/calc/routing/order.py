"""The order within a day: 2-opt and or-opt, opening hours kept (handbook H4.3)."""

from collections.abc import Iterator

from visits.calc.routing.ground import Ground, walk
from visits.calc.routing.schedule import Route

LONGEST_MOVED_PIECE = 3


def better_order(ground: Ground, route: Route, total: int) -> tuple[Route, int]:
    """Improve a day until no reversal and no moved piece of up to three stops shortens it."""
    best, best_total = route, total
    is_improving = True
    while is_improving:
        is_improving = False
        for candidate in _neighbours(best):
            walked = walk(ground, candidate)
            if walked is not None and walked.total < best_total:
                best, best_total, is_improving = candidate, walked.total, True
                break
    return best, best_total


def _neighbours(route: Route) -> Iterator[Route]:
    yield from _reversals(route)
    yield from _moved_pieces(route)


def _reversals(route: Route) -> Iterator[Route]:
    count = len(route)
    for first in range(count - 1):
        for last in range(first + 2, count + 1):
            yield route[:first] + route[first:last][::-1] + route[last:]


def _moved_pieces(route: Route) -> Iterator[Route]:
    count = len(route)
    for size in range(1, min(LONGEST_MOVED_PIECE, count - 1) + 1):
        for first in range(count - size + 1):
            piece, rest = route[first : first + size], route[:first] + route[first + size :]
            for position in range(len(rest) + 1):
                if position != first:
                    yield rest[:position] + piece + rest[position:]
