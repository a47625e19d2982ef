"""Promotions of the centers: when, on which models, with what true effect."""

import math
from dataclasses import dataclass
from datetime import date, timedelta

from reports.demo.handsets import Handset
from reports.demo.season import next_month
from reports.demo.stream import Stream

TAKING_PART = 0.6
_BUSY_MONTHS = {1, 5, 6, 10, 11}
_WITHOUT_EFFECT = 0.2
_PULL_FORWARD = 0.15
_PULL_FORWARD_DAYS = 14
_RUNNING_SINCE, _COMING_IN = timedelta(days=-3), timedelta(days=4)


@dataclass(frozen=True, slots=True)
class Mechanic:
    """A kind of promotion and what it usually does to the promoted models."""

    code: str
    name: str
    median_lift: float


MECHANICS = (
    Mechanic("price_cut", "直降", 1.14),
    Mechanic("gift", "赠礼", 1.26),
    Mechanic("display", "陈列奖励", 1.32),
    Mechanic("bundle", "套餐", 1.36),
    Mechanic("trade_in", "以旧换新", 1.40),
    Mechanic("roadshow", "路演", 1.62),
)


@dataclass(frozen=True, slots=True)
class Campaign:
    """One promotion of a center; `lift` is the truth that a summary should find."""

    code: str
    center: str
    mechanic: Mechanic
    starts_on: date
    ends_on: date
    models: tuple[str, ...]
    lift: float

    def factor(self, day: date) -> float:
        """The day's sales of a promoted model against those without the promotion."""
        if self.starts_on <= day < self.ends_on:
            return self.lift
        if self.mechanic.code == "trade_in" and self.ends_on <= day < self.echo_ends_on:
            days = (self.ends_on - self.starts_on).days
            return 1.0 - _PULL_FORWARD * (self.lift - 1.0) * days / _PULL_FORWARD_DAYS
        return 1.0

    @property
    def echo_ends_on(self) -> date:
        return self.ends_on + timedelta(days=_PULL_FORWARD_DAYS)


def make_campaigns(seed: int, center: str, months: list[date], handsets: tuple[Handset, ...]) -> tuple[Campaign, ...]:
    campaigns = []
    for month in months:
        stream = Stream(seed, "campaigns", f"{center}|{month}")
        count = stream.between(1, 3) * (2 if month.month in _BUSY_MONTHS else 1)
        on_sale = _on_sale(handsets, month)
        for number in range(1, count + 1):
            code = f"P{center}{month:%y%m}{number:02d}"
            campaigns.append(_campaign(seed, center, code, month, on_sale))
    return tuple(campaigns)


def make_current(seed: int, center: str, today: date, handsets: tuple[Handset, ...]) -> tuple[Campaign, ...]:
    """One promotion that runs today and one that begins within the week, whatever chance has given."""
    days = today + _RUNNING_SINCE, today + _COMING_IN
    return tuple(
        _campaign_on(seed, center, f"P{center}{day:%y%m}9{number}", day, _on_sale(handsets, day))
        for number, day in enumerate(days, start=1)
    )


def touching(campaigns: tuple[Campaign, ...], month: date) -> tuple[Campaign, ...]:
    """The promotions whose effect, the echo included, reaches into a month."""
    return tuple(
        campaign for campaign in campaigns if campaign.starts_on < next_month(month) and month < campaign.echo_ends_on
    )


def _campaign(seed: int, center: str, code: str, month: date, on_sale: list[Handset]) -> Campaign:
    day = Stream(seed, "campaign-day", code).between(0, (next_month(month) - month).days - 1)
    return _campaign_on(seed, center, code, month + timedelta(days=day), on_sale)


def _on_sale(handsets: tuple[Handset, ...], day: date) -> list[Handset]:
    return [handset for handset in handsets if handset.is_sold_in(day.replace(day=1))]


def _campaign_on(seed: int, center: str, code: str, starts_on: date, on_sale: list[Handset]) -> Campaign:
    stream = Stream(seed, "campaign", code)
    mechanic = stream.pick(MECHANICS)
    lift = mechanic.median_lift * math.exp(stream.normal(0.0, 0.08))
    return Campaign(
        code=code,
        center=center,
        mechanic=mechanic,
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=stream.between(5, 14)),
        models=_distinct(stream, on_sale, stream.between(1, 3)),
        lift=1.0 if stream.chance(_WITHOUT_EFFECT) else lift,
    )


def _distinct(stream: Stream, on_sale: list[Handset], count: int) -> tuple[str, ...]:
    left, picked = list(on_sale), []
    while left and len(picked) < count:
        picked.append(left.pop(stream.between(0, len(left) - 1)).code)
    return tuple(sorted(picked))


def takes_part(seed: int, campaign: str, store: str) -> bool:
    return Stream(seed, "participation", f"{campaign}|{store}").chance(TAKING_PART)
