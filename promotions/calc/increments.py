"""What a promotion adds to a month (handbook H6.2, H8.2)."""

from collections.abc import Mapping, Sequence
from datetime import date

from stores.calc.apportion import apportion, apportion_by_key

RULE_VERSION = "promotion-effect-1"


def extra_of_month(extra_units: int, first: date, last: date, month: date) -> int:
    """The units of a promotion that fall into a month, by its days; the months of a promotion tally."""
    days = _days_by_month(first, last)
    return apportion_by_key(extra_units, days).get(month, 0)


def learned_extra(usual: Mapping[int, float], days: int, effect: float) -> Mapping[int, int]:
    """Units by model that an effect adds to what is usual a day; the whole tallies and is not below nought."""
    whole = round(sum(usual.values()) * days * max(effect, 0.0))
    weights = {model_id: round(units * 1000) for model_id, units in sorted(usual.items())}
    return apportion_by_key(whole, weights)


def extra_by_model(extra_units: int, models: Sequence[int]) -> Mapping[int, int]:
    """Share a store's extra units out to the promotion's models, as equally as whole units allow."""
    ordered = sorted(models)
    return dict(zip(ordered, apportion(extra_units, [1] * len(ordered)), strict=True))


def days_in(first: date, last: date, month: date) -> int:
    """How many of the days fall into a month."""
    return _days_by_month(first, last).get(month, 0)


def _days_by_month(first: date, last: date) -> dict[date, int]:
    days: dict[date, int] = {}
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        month = date.fromordinal(ordinal).replace(day=1)
        days[month] = days.get(month, 0) + 1
    return days
