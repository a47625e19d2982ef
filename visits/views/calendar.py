"""Pages of the calendar: a month or week of planned visits, a file of them, and compliance (handbook H4.4, H4.5)."""

from datetime import date, timedelta
from typing import TypeVar

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from salesops.accounts.choices import Role
from salesops.accounts.models import Center, User
from salesops.periods.month import Month
from salesops.web.typed import day_in, month_in, number_in
from salesops.web.views import Page
from visits.calc.routing.problem import DAYS_OF_WEEK
from visits.calendar_file import calendar_file
from visits.choices import PlannedVisitStatus
from visits.selectors.calendar import calendar_weeks, planned_visits, reps_seen_by
from visits.selectors.compliance import NORM_PERCENT, compliance_of_reps, missed_in, sum_of
from visits.selectors.standards import CYCLE_WEEKS

T = TypeVar("T", User, Center)
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
                "rep": rep,
                "today": today,
                "weeks": calendar_weeks(actor, rep, span["first"], span["last"], on=today) if rep else [],
            }
        )


@login_required
@require_safe
def calendar_ics(request):
    """A day, a week or a cycle from a day on, without what was dropped."""
    reps = reps_seen_by(request.actor)
    rep = get_object_or_404(reps, pk=number_in(request.GET, "rep") or request.actor.user_id)
    first = day_in(request.GET, "on") or timezone.localdate()
    days = SPANS.get(request.GET.get("span", "day"), 1)
    visits = planned_visits(request.actor, rep, first, first + timedelta(days=days - 1))
    stands = visits.exclude(status=PlannedVisitStatus.DROPPED)
    name = _("Visits of %(rep)s") % {"rep": rep}
    response = HttpResponse(calendar_file(stands, name=name, at=timezone.now()), content_type="text/calendar")
    response["Content-Disposition"] = f'attachment; filename="visits-{rep.pk}-{first}.ics"'
    return response


class CompliancePage(Page, TemplateView):
    """A month of one center's reps; one rep opens with its classes and missed visits."""

    template_name = "visits/calendar/compliance.html"
    title = gettext_lazy("Visit compliance")
    clause = "H4.5"

    def get_context_data(self, **kwargs):
        actor, today = self.request.actor, timezone.localdate()
        month = month_in(self.request.GET) or Month.of(today)
        reps = list(reps_seen_by(actor).active())
        own = reps[0] if actor.is_rep and len(reps) == 1 else None
        chosen = _one_of(reps, self.request.GET.get("rep", "")) or own
        centers = list(dict.fromkeys(rep.center for rep in reps))
        center = chosen.center if chosen else _one_of(centers, self.request.GET.get("center", "")) or _first(centers)
        shown = [chosen] if chosen else [rep for rep in reps if rep.center == center]
        measured = compliance_of_reps(actor, shown, month, on=today)
        return super().get_context_data(**kwargs) | {
            "month": month,
            "before": month - 1,
            "after": month + 1 if month < Month.of(today) else None,
            "measured": measured,
            "whole": sum_of(rep.whole for rep in measured),
            "chosen": chosen,
            "centers": centers,
            "center": center,
            "missed": missed_in(actor, measured[0].whole) if chosen else [],
            "may_choose": not actor.is_rep or len(reps) > 1,
            "norm": NORM_PERCENT,
        }


def _chosen_rep(request, reps: list[User]) -> User | None:
    """The rep asked for, else oneself, else the first one; a foreign one is not there."""
    chosen = _one_of(reps, request.GET.get("rep", ""))
    if chosen or not reps:
        return chosen
    own = [rep for rep in reps if rep.pk == request.actor.user_id and request.actor.role == Role.REP]
    return (own or reps)[0]


def _one_of(rows: list[T], asked: str) -> T | None:
    """The row that was asked for; one that is not among them is not there."""
    if not asked:
        return None
    for row in rows:
        if str(row.pk) == asked:
            return row
    raise Http404


def _first(rows: list[T]) -> T | None:
    return rows[0] if rows else None


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
        "before": month - 1,
        "after": month + 1,
    }
