"""Route plans in words: days of the cycle, why a store is left out, what would help, which rule breaks."""

from collections.abc import Iterable
from typing import Any

from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from visits.calc.routing.edited import BreakKind, RuleBreak
from visits.calc.routing.problem import DAYS_OF_WEEK, Reason, Repair, RepairKind
from visits.calc.routing.remedies import Remedy

REASONS = {
    Reason.NO_POSITION: gettext_lazy("The archive has no position of the store."),
    Reason.ZERO_POSITION: gettext_lazy("The position in the archive is 0, 0."),
    Reason.SWAPPED_POSITION: gettext_lazy("Longitude and latitude were swapped in the archive."),
    Reason.POSITION_OUT_OF_RANGE: gettext_lazy("The position in the archive lies outside the world."),
    Reason.FREQUENCY_EXCEEDS_DAYS: gettext_lazy("The standard asks for more visits than there are days."),
    Reason.PINNED_OTHERWISE: gettext_lazy("The fixed days are more than the visits, or no working days of the store."),
    Reason.NOT_OPEN_LONG_ENOUGH: gettext_lazy("The store is not open long enough while the rep works."),
    Reason.TOO_FAR: gettext_lazy("The store is too far away for a day."),
    Reason.NO_TIME: gettext_lazy("The days have no time left."),
    Reason.DAYS_FULL: gettext_lazy("The days have as many stores as are allowed."),
    Reason.HOURS_TAKEN: gettext_lazy("While the store is open the days are taken."),
}


def day_of_cycle(day: int) -> str:
    """A day as people say it: Wed, week 2."""
    week, weekday = divmod(day, DAYS_OF_WEEK)
    return _("%(weekday)s, week %(week)s") % {"weekday": WEEKDAYS_ABBR[weekday], "week": week + 1}


def days_of_cycle(days: Iterable[int]) -> str:
    return _("; ").join(day_of_cycle(day) for day in days)


def clock_time(minute: float) -> str:
    """Minutes after midnight as a time of day."""
    hours, minutes = divmod(round(minute), 60)
    return f"{hours:02d}:{minutes:02d}"


def repair_in_words(repair: Repair) -> str:
    """What would bring a store into the plan."""
    return _REPAIRS[repair.kind](repair)


def remedy_in_words(remedy: Remedy) -> str:
    """One change that makes all the work fit; stores by their codes."""
    visits = _(", ").join(f"{code} {before} → {after}" for code, before, after in remedy.visits)
    values = {
        "visits": visits,
        "minutes": f"{remedy.minutes:g}",
        "minutes_a_day": remedy.minutes_a_day,
        "days": days_of_cycle(remedy.days),
        "stores": _(", ").join(remedy.codes),
    }
    return _REMEDIES[remedy.kind] % values


def break_in_words(broken: RuleBreak) -> str:
    """Which rule is broken, and by how much; the store is named beside it."""
    return _BREAKS[broken.kind] % {"amount": f"{broken.amount:g}"}


def _mend_position(_repair: Repair) -> str:
    return _("Mend the position in the archive")


def _fewer_visits(repair: Repair) -> str:
    words = ngettext("Only %(visits)s visit in two weeks", "Only %(visits)s visits in two weeks", repair.visits)
    return words % {"visits": repair.visits}


def _more_minutes(repair: Repair) -> str:
    values = {"minutes": f"{repair.minutes:g}", "days": days_of_cycle(repair.days)}
    if not repair.days:
        return _("%(minutes)s more minutes a day") % values
    return _("%(minutes)s more minutes on %(days)s") % values


def _another_day(repair: Repair) -> str:
    return _("Work on %(days)s too") % {"days": days_of_cycle(repair.days)}


def _another_rep(repair: Repair) -> str:
    return _("Another rep takes it over: %(minutes)s minutes in two weeks") % {"minutes": f"{repair.minutes:g}"}


def moved_in_words(before: dict[str, Any], after: dict[str, Any], day: int) -> str:
    """What a move did to the cycle's way, and how full the day is that the stop went to."""
    of_day = next(found for found in after["days"] if found["day"] == day)
    values = {
        "minutes": f"{after['travel'] - before['travel']:+.0f}",
        "kilometres": f"{(after['metres'] - before['metres']) / 1000:+.1f}",
        "day": day_of_cycle(day),
        "total": f"{of_day['total']:.0f}",
        "limit": f"{of_day['limit']:.0f}",
    }
    return _("On the way: %(minutes)s min, %(kilometres)s km. %(day)s: %(total)s of %(limit)s minutes.") % values


_REPAIRS = {
    RepairKind.MEND_POSITION: _mend_position,
    RepairKind.FEWER_VISITS: _fewer_visits,
    RepairKind.MORE_MINUTES: _more_minutes,
    RepairKind.ANOTHER_DAY: _another_day,
    RepairKind.ANOTHER_REP: _another_rep,
}
_REMEDIES = {
    RepairKind.FEWER_VISITS: gettext_lazy("Fewer visits in two weeks: %(visits)s; %(minutes)s minutes less"),
    RepairKind.MORE_MINUTES: gettext_lazy("%(minutes_a_day)s more minutes each day"),
    RepairKind.ANOTHER_DAY: gettext_lazy("Work on %(days)s too: %(minutes)s minutes"),
    RepairKind.ANOTHER_REP: gettext_lazy("Another rep takes over %(stores)s: %(minutes)s minutes in two weeks"),
}
_BREAKS = {
    BreakKind.OVER_TIME: gettext_lazy("The day is over its time by %(amount)s minutes."),
    BreakKind.TOO_MANY_STOPS: gettext_lazy("The day has %(amount)s stores too many."),
    BreakKind.OUTSIDE_HOURS: gettext_lazy("The visit ends %(amount)s minutes after closing time."),
    BreakKind.CLOSED_DAY: gettext_lazy("The store is closed on that day."),
    BreakKind.UNEVEN: gettext_lazy("The visits lie closer together than they should."),
    BreakKind.DAYS_RUNNING: gettext_lazy("Visited on the day before too."),
    BreakKind.VISITS_TOO_MANY: gettext_lazy("Visits more than the standard asks: %(amount)s."),
    BreakKind.VISITS_TOO_FEW: gettext_lazy("Visits fewer than the standard asks: %(amount)s."),
}
