"""A promotion's effect by both baselines, in total, by center, class and store (handbook H6.2)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from math import hypot, sqrt

from promotions.calc.effect.forecast import Forecast, outlook
from promotions.calc.effect.matched import Matched, match
from promotions.calc.effect.ranges import NORMAL_HALF
from promotions.calc.effect.units import Estimate, StoreDays, Times

RULE_VERSION = "effect-2"
# What is pulled forward is seldom more than a third of what was gained (van Heerde, Leeflang and Wittink 2004).
USUAL_DIP = 0.3


class Method(StrEnum):
    """How the baseline was found."""

    MATCHED = "matched"
    FORECAST = "forecast"


class Verdict(StrEnum):
    """What can be said of the effect."""

    WORKED = "worked"
    NONE_FOUND = "none_found"
    LOST = "lost"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Effect:
    """Beyond the baseline: in the days, in the days after (None while unknown), and net of what was pulled forward."""

    days: Estimate
    after: Estimate | None
    net: Estimate

    @property
    def verdict(self) -> Verdict:
        """It worked where it sold more in its days and not only pulled that forward."""
        if self.days.is_gain and self.net.is_gain:
            return Verdict.WORKED
        return Verdict.LOST if self.days.is_loss and self.net.is_loss else Verdict.NONE_FOUND


# A center and a class, each empty where all of them are meant.
Group = tuple[str, str]
ALL: Group = ("", "")


@dataclass(frozen=True, slots=True)
class GroupEffect:
    """The effect over some stores, and over how many."""

    stores: int
    effect: Effect


@dataclass(frozen=True, slots=True)
class Measured:
    """One method's effect; `partners` are the stores compared with, where there are any.

    `after_counted` is the share at which a dip in the days after counts: 1 where it is sure, near 0 where it is noise.
    """

    method: Method
    by_group: Mapping[Group, "GroupEffect"]
    by_store: Mapping[int, Effect]
    partners: Mapping[int, tuple[int, ...]]
    after_counted: float
    factor: float | None = None

    @property
    def total(self) -> Effect:
        return self.by_group[ALL].effect


@dataclass(frozen=True, slots=True)
class Summary:
    """Both methods, as far as they were possible; comparable stores count before the forecast."""

    matched: Measured | None
    forecast: Measured | None

    @property
    def counted(self) -> Measured | None:
        return self.matched or self.forecast

    @property
    def verdict(self) -> Verdict:
        return self.counted.total.verdict if self.counted else Verdict.UNKNOWN


def measure(stores: Sequence[StoreDays], times: Times, *, is_over: bool) -> Summary:
    """Measure a promotion that ended; `is_over` says that the days after have passed too."""
    return Summary(_matched(stores, times, is_over), _forecast(stores, times, is_over))


def _matched(stores: Sequence[StoreDays], times: Times, is_over: bool) -> Measured | None:
    found = match(stores, times, is_over=is_over)
    if found is None:
        return None
    days = found.over(times.during)
    if days.factor <= 0:
        return None
    partners = dict(zip(days.store_ids, days.partners, strict=True))
    after = found.over(times.after) if is_over else None
    return _measured(Method.MATCHED, (days, after), stores, partners, days.factor)


def _forecast(stores: Sequence[StoreDays], times: Times, is_over: bool) -> Measured | None:
    seen = outlook(stores, times)
    days = seen.over(times.during)
    if days is None:
        return None
    after = seen.over(times.after) if is_over else None
    return _measured(Method.FORECAST, (days, after), stores, {}, None)


Parts = tuple[Matched | Forecast, Matched | Forecast | None]


def _measured(
    method: Method,
    parts: Parts,
    stores: Sequence[StoreDays],
    partners: Mapping[int, tuple[int, ...]],
    factor: float | None,
) -> Measured:
    ids, counted = parts[0].store_ids, _share_counted(parts)
    rows_by_group = _rows_by_group(ids, {store.store_id: store for store in stores})
    return Measured(
        method=method,
        by_group={
            group: GroupEffect(len(rows), _effect(parts, counted, rows)) for group, rows in rows_by_group.items()
        },
        by_store={store_id: _effect(parts, counted, [row]) for row, store_id in enumerate(ids)},
        partners=partners,
        after_counted=counted,
        factor=factor,
    )


def _rows_by_group(ids: Sequence[int], store_by_id: Mapping[int, StoreDays]) -> dict[Group, list[int]]:
    """The rows of all stores, of each center, of each class, and of each class of a center."""
    found: dict[Group, list[int]] = defaultdict(list)
    for row, store_id in enumerate(ids):
        store = store_by_id[store_id]
        for group in product(("", store.center), ("", store.store_class)):
            found[group].append(row)
    return dict(found)


def _share_counted(parts: Parts) -> float:
    """How far a dip can be told from chance: what may be expected of it, against its error; without a dip nothing."""
    days, after = (part.estimate() if part else None for part in parts)
    if after is None or after.uplift >= 0:
        return 0.0
    if not after.half:
        return 1.0
    expected = (USUAL_DIP * days.uplift) ** 2
    return expected / (expected + (after.half / NORMAL_HALF) ** 2)


def _effect(parts: Parts, counted: float, rows: Sequence[int] | None = None) -> Effect:
    days, after = (part.estimate(rows) if part else None for part in parts)
    return Effect(days, after, _net(days, after, counted) if after else days)


def _net(days: Estimate, after: Estimate, counted: float) -> Estimate:
    uplift, half = days.uplift + counted * after.uplift, hypot(days.half, sqrt(counted) * after.half)
    return Estimate(days.baseline, uplift, uplift - half, uplift + half)
