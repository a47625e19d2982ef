"""Working days and due days of the handbook, counted anew from the lists of the State Council (H1)."""

from datetime import date, timedelta

from chinese_calendar.constants import holidays, workdays


def works(day: date, *, saturday: bool) -> bool:
    """Whether a center works on the day: holidays are off, make-up days are on, else the week says."""
    if day in holidays:
        return False
    return day in workdays or day.weekday() < (6 if saturday else 5)


def nth_working_day(first: date, number: int, *, saturday: bool) -> date:
    """The day on which a center has worked so many days, the first of the month counted as day one if it is worked."""
    day = first
    while (number := number - works(day, saturday=saturday)) > 0:
        day += timedelta(days=1)
    return day


def month_after(month: date, count: int = 1) -> date:
    """The first day of the month so many months later."""
    years, place = divmod(month.year * 12 + month.month - 1 + count, 12)
    return date(years, place + 1, 1)


def due_on(kind: str, month: date, *, saturday: bool) -> date:
    """Plan: the 20th before its month. Review: third working day after it. Evaluation: tenth after its quarter."""
    if kind == "plan":
        return month_after(month, -1).replace(day=20)
    return nth_working_day(month_after(month), 3 if kind == "review" else 10, saturday=saturday)
