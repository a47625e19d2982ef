"""The invented catalogue: models by line, launches, lives, prices and variants."""

import math
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from reports.demo import words
from reports.demo.season import month_back, months_apart, next_month
from reports.demo.size import Options
from reports.demo.stream import Stream

# How long ago the newest model came out: about half of the four weeks that a launch takes.
RUNS_SINCE = timedelta(days=16)
_MEAN_LIFE_MONTHS = 17
_LAUNCH_SEASON = {3: 0.75, 4: 0.75, 9: 0.6}
_PRICE_CUT_MONTHS = (5, 9, 13)
_COLOURS = ("曜石黑", "月光白", "远山青", "晨曦金", "海盐蓝", "薄雾紫")


@dataclass(frozen=True, slots=True)
class Line:
    """One price level of the brand: its share of the volume and its usual price."""

    code: str
    series: str
    tier: str
    share: float
    price: float
    memories: tuple[str, ...]


LINES = (
    Line("Y", "Y系列", "entry", 0.225, 1299.0, ("6+128GB", "8+256GB")),
    Line("N", "N系列", "mid", 0.18, 2599.0, ("8+256GB", "12+256GB")),
    Line("Z", "Z系列", "flagship", 0.19, 4999.0, ("12+256GB", "16+512GB")),
    Line("C", "C系列", "entry", 0.225, 1499.0, ("6+128GB", "8+128GB")),
    Line("S", "S系列", "mid", 0.18, 2899.0, ("8+256GB", "12+512GB")),
)


@dataclass(frozen=True, slots=True)
class PriceStep:
    """List and supply price from a day on, in whole yuan."""

    starts_on: date
    list_yuan: int
    supply_yuan: int


@dataclass(frozen=True, slots=True)
class Variant:
    """A SKU, with its share of the model's sales."""

    code: str
    colour: str
    memory: str
    share: float


@dataclass(frozen=True)
class Handset:
    """One model: launched in the middle of a month, ended on the first day of another."""

    number: int
    code: str
    name: str
    line: Line
    launched_on: date
    ended_on: date
    weight: float
    prices: tuple[PriceStep, ...]
    variants: tuple[Variant, ...]

    @cached_property
    def cumulated_shares(self) -> tuple[float, ...]:
        total, cumulated = 0.0, []
        for variant in self.variants:
            total += variant.share
            cumulated.append(total)
        return tuple(cumulated)

    def is_sold_in(self, month: date) -> bool:
        return self.launched_on < next_month(month) and month < self.ended_on

    def life_weight(self, month: date) -> float:
        """What the model sells that month against its best one, by its age."""
        if not self.is_sold_in(month):
            return 0.0
        age = months_apart(self.launched_on, month)
        if age == 0:
            days = (next_month(month) - month).days
            return 1.1 * (days - self.launched_on.day + 1) / days
        closing = 0.5 if months_apart(month, self.ended_on) <= 3 else 1.0
        return closing * math.exp(-0.09 * (age - 1))

    def price_on(self, day: date) -> PriceStep:
        return next((step for step in reversed(self.prices) if step.starts_on <= day), self.prices[0])


def make_handsets(options: Options) -> tuple[Handset, ...]:
    """All models of the span, each with its own chances."""
    days = _launch_days(options)
    return tuple(_handset(options.seed, number, day) for number, day in enumerate(days))


def _launch_days(options: Options) -> list[date]:
    """A steady pace with a few more in spring and September; the newest model is half-way through its launch."""
    first_month = month_back(options.today.replace(day=1), options.size.months)
    day = month_back(first_month, 20)
    pace = _MEAN_LIFE_MONTHS * 30.4 / options.size.models_on_sale
    days: list[date] = []
    while day <= options.today + timedelta(days=45):
        jitter = 0.8 + 0.4 * Stream(options.seed, "launch", str(len(days))).uniform()
        days.append(day)
        day += timedelta(days=round(pace * jitter * _LAUNCH_SEASON.get(day.month, 1.12)))
    half_way = options.today - RUNS_SINCE
    newest = bisect_right(days, half_way) - 1
    if newest >= 0:
        days[newest] = half_way
    return days


def predecessor(handset: Handset, handsets: tuple[Handset, ...]) -> Handset | None:
    """The model of the same line that this one follows."""
    place = handset.number - len(LINES)
    return handsets[place] if place >= 0 else None


def _handset(seed: int, number: int, launched_on: date) -> Handset:
    line = LINES[number % len(LINES)]
    generation = 11 + 2 * (number // len(LINES))
    code = f"{line.code}{generation}"
    stream = Stream(seed, "handset", code)
    life = stream.between(14, 20)
    return Handset(
        number=number,
        code=code,
        name=f"{words.BRAND} {code}",
        line=line,
        launched_on=launched_on,
        ended_on=month_back(launched_on.replace(day=1), -life),
        weight=line.share * math.exp(stream.normal(0.0, 0.15)),
        prices=_prices(stream, line, launched_on, life),
        variants=_variants(stream, code, line),
    )


def _prices(stream: Stream, line: Line, launched_on: date, life: int) -> tuple[PriceStep, ...]:
    price = _ending_in_99(stream.lognormal(line.price, 0.12))
    supply_share = 0.82 + 0.06 * stream.uniform()
    steps = [PriceStep(launched_on, price, round(price * supply_share))]
    for month in _PRICE_CUT_MONTHS:
        price = _ending_in_99(price * (1.0 - stream.between(8, 15) / 100))
        starts_on = month_back(launched_on.replace(day=1), -month)
        if month < life:
            steps.append(PriceStep(starts_on, price, round(price * supply_share)))
    return tuple(steps)


def _ending_in_99(price: float) -> int:
    return max(1, round((price + 1) / 100)) * 100 - 1


def _variants(stream: Stream, code: str, line: Line) -> tuple[Variant, ...]:
    """Two or three colours times one or two memories, the first of each the favourite."""
    first_colour = stream.between(0, len(_COLOURS) - 1)
    colours = [_COLOURS[(first_colour + step) % len(_COLOURS)] for step in range(stream.between(2, 3))]
    memories = line.memories[: stream.between(1, 2)]
    raw = [
        (colour, memory, 0.6**place * 0.7**rank * (0.8 + 0.4 * stream.uniform()))
        for place, colour in enumerate(colours)
        for rank, memory in enumerate(memories)
    ]
    total = math.fsum(weight for _, _, weight in raw)
    return tuple(
        Variant(f"{code}-{index:02d}", colour, memory, weight / total)
        for index, (colour, memory, weight) in enumerate(raw, start=1)
    )
