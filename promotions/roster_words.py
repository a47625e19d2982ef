"""What a roster and a day at work say, in words (handbook H7)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from promotions.calc.attendance import DayState
from promotions.calc.roster import Finding, FindingCode

_FINDINGS: dict[str, Promise] = {
    FindingCode.CLASH: _("two shifts at once"),
    FindingCode.NO_PLACE: _("not assigned to the store on that day"),
    FindingCode.ON_LEAVE: _("on leave on that day"),
    FindingCode.OVERTIME: _("%(hours)s hours, %(over)s of them overtime"),
    FindingCode.DAY_TOO_LONG: _("%(hours)s hours on one day, at most %(most)s are allowed"),
    FindingCode.WEEK_TOO_LONG: _("%(hours)s hours in the week, at most %(most)s are allowed"),
    FindingCode.NO_REST_DAY: _("%(rest)s rest days, at least %(least)s are due"),
    FindingCode.MONTH_OVERTIME: _("%(hours)s hours of overtime in month %(month)s, at most %(most)s are allowed"),
}
DAY_STATES: dict[str, Promise] = {
    DayState.AHEAD: pgettext_lazy("attendance", "Ahead"),
    DayState.WORKING: _("At work"),
    DayState.ON_TIME: _("On time"),
    DayState.LATE: _("Late"),
    DayState.EARLY: _("Left early"),
    DayState.ABSENT: _("Absent"),
    DayState.UNPLANNED: _("Not in the roster"),
    DayState.OPEN: _("Not checked out"),
}
_COLOURS = {
    DayState.ON_TIME: "green",
    DayState.WORKING: "green",
    DayState.LATE: "amber",
    DayState.EARLY: "amber",
    DayState.OPEN: "amber",
    DayState.ABSENT: "red",
}


def finding_in_words(finding: Finding) -> str:
    return str(_FINDINGS[finding.code]) % {name: f"{value:g}" for name, value in finding.params.items()}


def state_in_words(state: DayState) -> str:
    return str(DAY_STATES[state])


def colour_of(state: DayState) -> str:
    """The badge of a day's state."""
    return _COLOURS.get(state, "")
