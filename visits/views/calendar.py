"""Pages of the calendar: a month or week of planned visits, and a file of them (handbook H4.4)."""

from datetime import date, timedelta

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from salesops.accounts.choices import Role
from salesops.accounts.models import User
from salesops.periods.month import Month
from salesops.web.openapi import described
from salesops.web.typed import day_in, month_in, number_in
from salesops.web.views import Page
from visits.calc.routing.problem import DAYS_OF_WEEK
from visits.calendar_file import calendar_file
from visits.choices import PlannedVisitStatus
from visits.selectors.calendar import calendar_weeks, planned_visits, reps_seen_by
from visits.selectors.standards import CYCLE_WEEKS
from visits.views.sent_schemas import CALENDAR

LONGEST = timedelta(days=400)
SPANS = {"day": 1, "week": DAYS_OF_WEEK, "cycle": CYCLE_WEEKS * DAYS_OF_WEEK}


class CalendarPage(Page, TemplateView):
    """A month of one rep, or a week with `?week=` and any of its days."""

    template_name = "visits/calendar/calendar.html"
    title = gettext_lazy("Visit calendar")
    clause = "H4.4"

    def get_context_data(self, **kwargs):
        actor, today = self.request.actor, timezone.localdate()
        reps = list(reps_seen_by(actor))
        rep = _chosen_rep(self.request, reps)
        span = _week(self.request) or _month(self.request, today)
        return (
            super().get_context_data(**kwargs)
            | span
            | {
                "reps": reps,
                "is_rep": actor.is_rep,
                "rep": rep,
                "today": today,
                "weeks": calendar_weeks(actor, rep, span["first"], span["last"], on=today) if rep else [],
            }
        )


@login_required
@require_safe
@described(CALENDAR)
def calendar_ics(request):
    """A day, a week or a cycle from a day on, or any days up to `until`, without what was dropped."""
    reps = reps_seen_by(request.actor)
    rep = get_object_or_404(reps, pk=number_in(request.GET, "rep") or request.actor.user_id)
    first = day_in(request.GET, "on") or timezone.localdate()
    days = SPANS.get(request.GET.get("span", "day"), 1)
    last = day_in(request.GET, "until") or first + timedelta(days=days - 1)
    visits = planned_visits(request.actor, rep, first, min(last, first + LONGEST))
    stands = visits.exclude(status=PlannedVisitStatus.DROPPED)
    name = _("Visits of %(rep)s") % {"rep": rep}
    response = HttpResponse(calendar_file(stands, name=name, at=timezone.now()), content_type="text/calendar")
    response["Content-Disposition"] = f'attachment; filename="visits-{rep.pk}-{first}.ics"'
    return response


def _chosen_rep(request, reps: list[User]) -> User | None:
    """The rep asked for, else oneself, else the first one; a foreign one is not there."""
    chosen = _one_of(reps, request.GET.get("rep", ""))
    if chosen or not reps:
        return chosen
    own = [rep for rep in reps if rep.pk == request.actor.user_id and request.actor.role == Role.REP]
    return (own or reps)[0]


def _one_of(rows: list[User], asked: str) -> User | None:
    """The row that was asked for; one that is not among them is not there."""
    if not asked:
        return None
    for row in rows:
        if str(row.pk) == asked:
            return row
    raise Http404


def _week(request) -> dict | None:
    day = day_in(request.GET, "week")
    if day is None:
        return None
    first = day - timedelta(days=day.weekday())
    return {
        "is_week": True,
        "first": first,
        "last": first + timedelta(days=6),
        "before": first - timedelta(days=7),
        "after": first + timedelta(days=7),
    }


def _month(request, today: date) -> dict:
    month = month_in(request.GET) or Month.of(today)
    return {
        "is_week": False,
        "month": month,
        "first": month.first_day,
        "last": month.last_day,
    }
