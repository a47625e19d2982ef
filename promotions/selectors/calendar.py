"""The promotions of a month, with what clashes (handbook H6.2)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from promotions.calc.calendar import Bar, bar_of, weeks_of
from promotions.models import Promotion
from promotions.selectors.clashes import pairs_among
from salesops.periods.month import Month

SHOWN_A_DAY = 3


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """One promotion in the month; `clashes` are the names of those of the month that it clashes with."""

    promotion: Promotion
    bar: Bar
    clashes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day with its promotions; some are shown, the others counted."""

    day: date
    is_in_month: bool
    rows: tuple[CalendarRow, ...]

    @property
    def shown(self) -> tuple[CalendarRow, ...]:
        return self.rows[:SHOWN_A_DAY]

    @property
    def more(self) -> int:
        return max(0, len(self.rows) - SHOWN_A_DAY)

    @property
    def has_clash(self) -> bool:
        return any(row.clashes for row in self.rows)


@dataclass(frozen=True, slots=True)
class PromotionCalendar:
    month: Month
    weeks: tuple[tuple[CalendarDay, ...], ...]
    rows: tuple[CalendarRow, ...]

    @property
    def days(self) -> range:
        return range(1, self.month.last_day.day + 1)

    @property
    def clashing(self) -> int:
        return sum(1 for row in self.rows if row.clashes)


def calendar_of(promotions: QuerySet[Promotion], month: Month) -> PromotionCalendar:
    """The standing ones of these promotions in a month, as weeks and as bars. Three queries."""
    found = promotions.standing().within(month.first_day, month.last_day).select_related("center")
    found = list(found.prefetch_related("handset_models").order_by("starts_on", "ends_on", "pk"))
    pairs, names = pairs_among(found), {promotion.pk: promotion.name for promotion in found}
    rows = tuple(
        CalendarRow(
            promotion,
            bar_of(promotion.starts_on, promotion.ends_on, month.first_day, month.last_day),
            tuple(sorted(names[pk] for pk in pairs.get(promotion.pk, ()))),
        )
        for promotion in found
    )
    weeks = tuple(tuple(_day(day, month, rows) for day in week) for week in weeks_of(month.first_day, month.last_day))
    return PromotionCalendar(month, weeks, rows)


def _day(day: date, month: Month, rows: tuple[CalendarRow, ...]) -> CalendarDay:
    on_it = tuple(row for row in rows if row.promotion.starts_on <= day <= row.promotion.ends_on)
    return CalendarDay(day, day in month, on_it)
