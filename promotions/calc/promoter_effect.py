"""What a promoter adds to the plan of a store (handbook H7, H8.2).

Each store whose staffing changed is compared with itself, its months with a promoter against its months without, net
of how the center's other stores moved: better stores get promoters first, so a comparison between stores says too much.

    ratio = Σ w · mean with ÷ Σ w · mean without − 1,   w = n with · n without ÷ (n with + n without)

That is the within estimator of a panel with one level a store (Wooldridge, *Introductory Econometrics*, chapter 14).
It is drawn towards nought, and a store's own ratio towards its center's, as far as `PRIOR` counts: three months of
either kind are believed by half. A plan takes no loss from having somebody, and no more than twice the sales.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

RULE_VERSION = "promoter-effect-1"
PRIOR = 1.5
MOST_RATIO = 1.0


@dataclass(frozen=True, slots=True)
class NetMonth:
    """A month of a store: what it sold net of how the center moved, and whether somebody was there."""

    units: float
    is_staffed: bool


@dataclass(frozen=True, slots=True)
class Span:
    """A share of one person's time in a store, from a day to the day before another."""

    person: int
    starts_on: date
    ends_on: date | None
    share_percent: int


@dataclass(frozen=True, slots=True)
class PromoterEffect:
    """The ratio that a store's plan takes, and the evidence: changed stores and their months on either side."""

    ratio: float
    stores: int
    with_months: int
    without_months: int


@dataclass(frozen=True, slots=True)
class _Compared:
    with_mean: float
    without_mean: float
    with_months: int
    without_months: int

    @property
    def weight(self) -> float:
        return self.with_months * self.without_months / (self.with_months + self.without_months)


class PromoterEffects:
    """What one center's stores with changed staffing say, together and each for itself."""

    def __init__(self, months: Mapping[int, Iterable[NetMonth]]) -> None:
        compared = {store: _compared(list(of_store)) for store, of_store in months.items()}
        self._by_store = {store: found for store, found in compared.items() if found}
        self._center = _ratio(self._by_store.values(), towards=0.0)

    def of(self, store: int) -> PromoterEffect | None:
        """None where no store of the center has months of both kinds."""
        if self._center is None:
            return None
        own = self._by_store.get(store)
        ratio = _ratio([own], towards=self._center) if own else self._center
        found = self._by_store.values()
        return PromoterEffect(
            ratio=min(max(ratio if ratio is not None else self._center, 0.0), MOST_RATIO),
            stores=len(found),
            with_months=sum(one.with_months for one in found),
            without_months=sum(one.without_months for one in found),
        )


def coverage(spans: Iterable[Span], first: date, end: date, required: int) -> float:
    """How much of the required headcount was there from a day to the day before another: 0 to 1."""
    percent = sum(_days(span, first, end) * span.share_percent for span in spans)
    return min(1.0, percent / 100 / (end - first).days / max(required, 1))


def added_units(usual: float, effect: PromoterEffect, before: float, after: float) -> int:
    """Units of a month that a change of coverage adds to what was usual with the coverage before; less may come."""
    alone = usual / (1 + effect.ratio * before)
    return round(alone * effect.ratio * (after - before))


def person_days(spans: Iterable[Span], first: date, end: date) -> dict[int, float]:
    """Whole days of each person."""
    days: dict[int, float] = {}
    for span in spans:
        days[span.person] = days.get(span.person, 0.0) + _days(span, first, end) * span.share_percent / 100
    return days


def _days(span: Span, first: date, end: date) -> int:
    return max(0, (min(span.ends_on or end, end) - max(span.starts_on, first)).days)


def _compared(months: list[NetMonth]) -> _Compared | None:
    there = [month.units for month in months if month.is_staffed]
    gone = [month.units for month in months if not month.is_staffed]
    if not there or not gone or sum(gone) <= 0:
        return None
    return _Compared(sum(there) / len(there), sum(gone) / len(gone), len(there), len(gone))


def _ratio(found: Iterable[_Compared], *, towards: float) -> float | None:
    found = list(found)
    if not found:
        return None
    weight = sum(one.weight for one in found)
    ratio = sum(one.weight * one.with_mean for one in found) / sum(one.weight * one.without_mean for one in found) - 1
    return (weight * ratio + PRIOR * towards) / (weight + PRIOR)
