"""The working calendar of a center, with what the admin has entered over it (handbook H1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from salesops.accounts.models import Center
from salesops.periods import workdays
from salesops.periods.models import WorkdayOverride
from salesops.periods.month import Month
from salesops.periods.workdays import Week


@dataclass(frozen=True, slots=True)
class CycleDue:
    """What a month's cycle demands: the next month's plan, and this month's review."""

    month: Month
    plan_due: date
    review_due: date
    is_assumed: bool


def workday_overrides() -> dict[date, bool]:
    """All days that were decided by hand. One query."""
    return dict(WorkdayOverride.objects.values_list("day", "is_workday"))


def week_of(center: Center | None) -> Week:
    """A center's own week; the plain five-day week where no center is named."""
    return Week.of(works_saturday=center is not None and center.works_saturday)


def cycle_due(month: Month, center: Center | None = None) -> CycleDue:
    """Both deadlines of a month's cycle, by the center's week. One query."""
    review = workdays.review_due(month, week_of(center), workday_overrides())
    return CycleDue(
        month=month,
        plan_due=workdays.plan_due(month),
        review_due=review.date,
        is_assumed=review.is_assumed,
    )


def working_days(start: date, end: date, center: Center) -> tuple[date, ...]:
    """Working days of a center from start up to, not including, end. One query."""
    return workdays.workdays_in(start, end, week_of(center), workday_overrides())


def no_holidays(days: Iterable[date]) -> list[date]:
    """Those of the days that no holiday takes, whatever week is worked. One query."""
    overrides = workday_overrides()
    return [day for day in days if not workdays.is_holiday(day, overrides)]
