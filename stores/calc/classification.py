"""Classes A, B and C of the stores in one rep's area (handbook H3).

Everything is counted in whole numbers and fractions: ten equal stores show why, float shares
put one of them into the wrong class.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from salesops.periods.month import Month

RULE_VERSION = "abc-1"
WHOLE = 10_000
MISSING_PERCENT = 3

Amount = int | Decimal | Fraction
Exact = int | Fraction


class StoreClass(StrEnum):
    A = "A"
    B = "B"
    C = "C"


class Flag(StrEnum):
    """Why a class should be read with care."""

    NO_VOLUME_IN_AREA = "no_volume_in_area"
    NO_REPORT = "no_report"
    NEW_STORE = "new_store"
    ESTIMATED = "estimated"
    KEPT_PREVIOUS = "kept_previous"
    KEPT_UNSURE = "kept_unsure"
    JUMP = "jump"
    OVERRIDDEN = "overridden"


@dataclass(frozen=True, slots=True)
class Lines:
    """Where A and B end, in hundredths of a percent of the area's volume."""

    a: int = 4_000
    b: int = 8_000

    def __post_init__(self) -> None:
        if not 0 < self.a <= self.b <= WHOLE:
            raise ValueError("The lines must rise: 0 < A ≤ B ≤ 100 %.")


@dataclass(frozen=True, slots=True)
class StoreHistory:
    """An active store of the area; ``months`` follows the window, None where nothing came in."""

    code: str
    months: tuple[Amount | None, ...]
    opened_on: date | None = None
    closed_on: date | None = None
    previous: StoreClass | None = None
    provisional: StoreClass | None = None
    override: StoreClass | None = None


@dataclass(frozen=True, slots=True)
class Placing:
    """Where a store came out; a store outside the ranking has no rank, sums or share."""

    code: str
    rank: int | None
    volume: Exact
    before: Exact | None
    total: Exact
    computed: StoreClass
    shown: StoreClass
    previous: StoreClass | None
    flags: tuple[Flag, ...]

    @property
    def has_moved(self) -> bool:
        return bool(self.previous) and self.previous != self.shown


class Reports(NamedTuple):
    """How many stores reported a month, and how many did not that had reported the month before."""

    stores: int
    missing: int


def last_complete(reports: Mapping[Month, Reports], *, on: date, count: int = 3) -> tuple[Month, ...]:
    """Choose the window: the last complete months, oldest first; fewer if there are no more.

    The running month is never complete, nor is one that more than 3 % of the stores which
    reported the month before have not reported yet.
    """
    running = Month.of(on)
    complete = [month for month in sorted(reports) if month < running and _is_complete(month, reports)]
    return tuple(complete[-count:])


def _is_complete(month: Month, reports: Mapping[Month, Reports]) -> bool:
    before = reports.get(month - 1, Reports(0, 0)).stores
    return reports[month].stores > 0 and reports[month].missing * 100 <= MISSING_PERCENT * before


def classify(
    stores: Iterable[StoreHistory], *, window: Sequence[Month], on: date, lines: Lines | None = None
) -> tuple[Placing, ...]:
    """Rank the stores by volume and cut them at the lines; stores outside the ranking follow.

    The store with which the running sum reaches a line still belongs to the higher class, so
    A holds at least 40 % and A with B at least 80 %. Stores closed by the day of the run are
    left out. New ones, and those with too few reports to estimate from, stay outside the
    ranking and outside the sum, or the lines would no longer hold.
    """
    lines = lines or Lines()
    active = [store for store in stores if store.closed_on is None or store.closed_on > on]
    ranked, outside = [], []
    for store in active:
        if len(store.months) != len(window):
            raise ValueError(f"Store {store.code} has other months than the window.")
        (outside if _is_outside(store, window) else ranked).append(store)
    volumes = {store.code: _volume(store) for store in ranked}
    total = sum(volumes.values())
    return (
        *_placings_of_ranked(ranked, volumes, total, lines),
        *(_placing_outside(store, window, total) for store in sorted(outside, key=_code)),
    )


def _placings_of_ranked(
    stores: list[StoreHistory], volumes: Mapping[str, Exact], total: Exact, lines: Lines
) -> Iterable[Placing]:
    before: Exact = 0
    ordered = sorted(stores, key=lambda store: (-volumes[store.code], store.code))
    for rank, store in enumerate(ordered, start=1):
        volume = volumes[store.code]
        computed = _class_at(volume, before, total, lines)
        yield Placing(
            code=store.code,
            rank=rank,
            volume=volume,
            before=before,
            total=total,
            computed=computed,
            shown=store.override or computed,
            previous=store.previous,
            flags=_flags_of_ranked(store, computed, total),
        )
        before += volume


def _class_at(volume: Exact, before: Exact, total: Exact, lines: Lines) -> StoreClass:
    if volume > 0 and before * WHOLE < lines.a * total:
        return StoreClass.A
    if volume > 0 and before * WHOLE < lines.b * total:
        return StoreClass.B
    return StoreClass.C


def _flags_of_ranked(store: StoreHistory, computed: StoreClass, total: Exact) -> tuple[Flag, ...]:
    reported = _reported(store)
    holds = (
        (Flag.NO_VOLUME_IN_AREA, not total),
        (Flag.NO_REPORT, not reported),
        (Flag.ESTIMATED, 0 < len(reported) < len(store.months)),
        (Flag.JUMP, {store.previous, computed} == {StoreClass.A, StoreClass.C}),
        (Flag.OVERRIDDEN, store.override is not None),
    )
    return tuple(flag for flag, is_so in holds if is_so)


def _placing_outside(store: StoreHistory, window: Sequence[Month], total: Exact) -> Placing:
    if _is_new(store, window):
        reason, kept = Flag.NEW_STORE, store.provisional or store.previous
    else:
        reason, kept = Flag.KEPT_PREVIOUS, store.previous or store.provisional
    computed = kept or StoreClass.C
    return Placing(
        code=store.code,
        rank=None,
        volume=max(0, sum(_reported(store))),
        before=None,
        total=total,
        computed=computed,
        shown=store.override or computed,
        previous=store.previous,
        flags=(reason, Flag.OVERRIDDEN) if store.override else (reason,),
    )


def _is_outside(store: StoreHistory, window: Sequence[Month]) -> bool:
    return _is_new(store, window) or _has_too_few_reports(store)


def _is_new(store: StoreHistory, window: Sequence[Month]) -> bool:
    return bool(window) and store.opened_on is not None and store.opened_on >= window[0].first_day


def _has_too_few_reports(store: StoreHistory) -> bool:
    """One of three says too little; a store without any report is ranked last instead."""
    return 0 < len(_reported(store)) * 2 <= len(store.months)


def _volume(store: StoreHistory) -> Exact:
    """Net the window first, then cut off at nothing; a missing month counts as the mean.

    Whole numbers stay whole, as fractions are slow.
    """
    reported = _reported(store)
    if not reported:
        return 0
    volume = sum(reported)
    if len(reported) < len(store.months):
        volume = Fraction(volume) * len(store.months) / len(reported)
    return max(0, volume)


def _reported(store: StoreHistory) -> list[int | Fraction]:
    return [n if isinstance(n, int) else Fraction(n) for n in store.months if n is not None]


def _code(store: StoreHistory) -> str:
    return store.code
