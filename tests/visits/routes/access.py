"""Who gets what from the pages of standards, routes and the calendar."""

from django.utils import timezone

from tests.architecture.access import Access
from tests.visits.routes.areas import calendar_of, drafted_plan, plan_in_force_of, submitted_plan
from visits.choices import PlannedVisitStatus
from visits.models import RouteStop

SETTING = {"rep": 403, "marketing": 403, "hq": 403}
ONLY_REPS = {"manager": 403, "marketing": 403, "hq": 403, "admin": 403}
NOT_PLANNING = {"colleague": 404, "marketing": 403, "hq": 403}


def _center(cast) -> dict:
    return {"center": cast.center.pk}


def _standard(cast) -> dict:
    return {"center": cast.center.pk, "store_class": "A"}


def _rep(cast) -> dict:
    return {"rep": cast.rep.pk}


def _draft(cast) -> dict:
    return {"pk": drafted_plan(cast.rep).pk}


def _remedy(cast) -> dict:
    return _draft(cast) | {"number": 0}


def _submitted(cast) -> dict:
    return {"pk": submitted_plan(cast.rep).pk}


def _day(cast) -> dict:
    return {"rep": cast.rep.pk, "on": "2026-11-26"}


def _planned(cast) -> dict:
    """A visit that lies ahead, whenever the tests run."""
    plan_in_force_of(cast.rep, at=timezone.now())
    today = timezone.localdate()
    return {"pk": next(visit.pk for visit in calendar_of(cast.rep) if visit.planned_on > today)}


def _missed(cast) -> dict:
    plan_in_force_of(cast.rep)
    visit = calendar_of(cast.rep)[0]
    visit.status = PlannedVisitStatus.MISSED
    visit.save(update_fields=["status"])
    return {"pk": visit.pk}


def _no_token(_cast) -> dict:
    return {"token": "nobody-has-this"}


def _in_force(cast) -> dict:
    return {"pk": plan_in_force_of(cast.rep).pk}


def _stop(cast) -> dict:
    stops = RouteStop.objects.unscoped(because="tests")
    return {"pk": stops.filter(plan=drafted_plan(cast.rep)).order_by("pk")[0].pk}


CENTERS = {"rep": 403, "marketing": 403, "hq": 403, "admin": 403, "subject": _center}

ROWS = {
    "visits:standard_list": Access(),
    "visits:standard_edit": Access(**SETTING, subject=_standard),
    "visits:parameters_edit": Access(**SETTING, subject=_rep),
    "visits:center_parameters_edit": Access(**SETTING, subject=_center),
    "visits:calendar": Access(),
    "visits:calendar_ics": Access(manager=404, marketing=404, hq=404, admin=404),
    "visits:calendar_day": Access(colleague=404, subject=_day),
    "visits:day_acts": Access(colleague=404, manager=302, marketing=403, hq=403, admin=403, subject=_day),
    "visits:look_ask": Access(rep=403, colleague=404, marketing=403, hq=403, admin=403, subject=_day),
    "visits:look_list": Access(),
    "visits:planned_move": Access(**NOT_PLANNING, admin=403, subject=_planned),
    "visits:missed_explain": Access(**NOT_PLANNING, admin=403, subject=_missed),
    "visits:feed_page": Access(**ONLY_REPS),
    "visits:feed_open": Access(**ONLY_REPS, method="post"),
    "visits:feed_close": Access(rep=302, manager=302, marketing=302, hq=302, admin=302, method="post"),
    "visits:feed": Access(rep=404, manager=404, marketing=404, hq=404, admin=404, subject=_no_token, is_open=True),
    "visits:compliance": Access(),
    "visits:compliance_rows": Access(rep=404, manager=404, marketing=404, hq=404, admin=404),
    "visits:route_list": Access(rep=302),
    "visits:route_of_rep": Access(colleague=404, subject=_rep),
    "visits:route_propose": Access(**NOT_PLANNING, rep=302, manager=302, admin=403, method="post", subject=_rep),
    "visits:route_progress": Access(colleague=404, subject=_rep),
    "visits:route_detail": Access(colleague=404, subject=_draft),
    "visits:route_submit": Access(**NOT_PLANNING, rep=302, manager=302, admin=403, method="post", subject=_draft),
    "visits:route_approve": Access(**NOT_PLANNING, rep=403, manager=302, admin=403, method="post", subject=_submitted),
    "visits:route_return": Access(**NOT_PLANNING, rep=403, admin=403, subject=_submitted),
    "visits:route_comparison": Access(colleague=404, subject=_rep),
    "visits:territory": Access(**CENTERS),
    "visits:territory_effect": Access(**CENTERS, method="post"),
    "visits:territory_approve": Access(**CENTERS | {"manager": 302}, method="post"),
    "visits:headcount": Access(**CENTERS),
    "visits:center_planning": Access(**CENTERS),
    "visits:center_order": Access(**CENTERS | {"manager": 302}, method="post"),
    "visits:center_cancel": Access(**CENTERS | {"manager": 302}, method="post"),
    "visits:center_progress": Access(**CENTERS),
    "visits:route_take": Access(**NOT_PLANNING, rep=302, manager=302, admin=403, method="post", subject=_draft),
    "visits:remedy_apply": Access(**SETTING, colleague=404, manager=302, admin=302, method="post", subject=_remedy),
    "visits:route_editor": Access(**NOT_PLANNING, admin=403, subject=_draft),
    "visits:route_trial": Access(**NOT_PLANNING, rep=400, manager=400, admin=403, method="post", subject=_draft),
    "visits:route_arrange": Access(**NOT_PLANNING, rep=400, manager=400, admin=403, method="post", subject=_draft),
    "visits:route_copy": Access(**NOT_PLANNING, rep=302, manager=302, admin=403, method="post", subject=_in_force),
    "visits:route_move_stop": Access(**NOT_PLANNING, admin=403, subject=_stop),
}
