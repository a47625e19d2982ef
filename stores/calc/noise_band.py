"""A class that holds until its change is sure (handbook H3): against routes that are shuffled by noise.

The bare rule cuts at a line; a store near it changes sides with every month. A center may ask that
a move be so and so sure. The handbook's lines hold all the same: where the kept classes would leave A,
or A with B, short of its line, the surest waiting climbers move after all.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from stores.calc.certainty import CLASSES, Counts
from stores.calc.classification import WHOLE, Flag, Lines, Placing, StoreClass


def kept_codes(
    placings: Iterable[Placing], counts: Mapping[str, Counts], lines: Lines, *, percent: int
) -> frozenset[str]:
    """Which stores of one area keep their previous class although the bare rule moves them."""
    ranked = [placing for placing in placings if placing.rank is not None]
    kept = {placing.code for placing in ranked if _is_unsure(placing, counts, percent)}
    for last, line in ((StoreClass.A, lines.a), (StoreClass.B, lines.b)):
        kept -= _needed(ranked, kept, counts, last, line)
    return frozenset(kept)


def keep_class(placing: Placing) -> Placing:
    """The placing of a store that keeps its previous class; the bare rule's stands beside."""
    return replace(placing, shown=placing.previous, flags=(*placing.flags, Flag.KEPT_UNSURE))


def _is_unsure(placing: Placing, counts: Mapping[str, Counts], percent: int) -> bool:
    if placing.previous in (None, placing.computed) or Flag.OVERRIDDEN in placing.flags:
        return False
    return _leaving(placing, counts) * 100 < percent * sum(counts[placing.code])


def _leaving(placing: Placing, counts: Mapping[str, Counts]) -> int:
    """In how many resamples the store lies on that side of its previous class to which the rule moves it."""
    before, after = CLASSES.index(placing.previous), CLASSES.index(placing.computed)
    of_store = counts[placing.code]
    return sum(of_store[:before]) if after < before else sum(of_store[before + 1 :])


def _needed(
    ranked: list[Placing], kept: set[str], counts: Mapping[str, Counts], last: StoreClass, line: int
) -> set[str]:
    """The surest of the kept climbers, as many as bring the classes down to `last` up to their line."""
    held = sum(placing.volume for placing in ranked if _settled(placing, kept) <= last)
    climbers = [p for p in ranked if p.code in kept and p.computed <= last < p.previous]
    needed: set[str] = set()
    for placing in sorted(climbers, key=lambda p: (-_leaving(p, counts), p.rank)):
        if held * WHOLE >= line * placing.total:
            break
        needed.add(placing.code)
        held += placing.volume
    return needed


def _settled(placing: Placing, kept: set[str]) -> StoreClass:
    return placing.previous if placing.code in kept else placing.computed
