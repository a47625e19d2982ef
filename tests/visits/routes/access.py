"""Who gets what from the pages of standards, routes and the calendar."""

from tests.architecture.access import Access
from tests.visits.routes.areas import drafted_plan, plan_in_force_of, submitted_plan
from visits.models import RouteStop

SETTING = {"rep": 403, "marketing": 403, "hq": 403}
NOT_PLANNING = {"colleague": 404, "marketing": 403, "hq": 403}


def _center(cast) -> dict:
    return {"center": cast.center.pk}


def _standard(cast) -> dict:
    return {"center": cast.center.pk, "store_class": "A"}


def _rep(cast) -> dict:
    return {"rep": cast.rep.pk}


def _draft(cast) -> dict:
    return {"pk": drafted_plan(cast.rep).pk}


def _submitted(cast) -> dict:
    return {"pk": submitted_plan(cast.rep).pk}


def _in_force(cast) -> dict:
    return {"pk": plan_in_force_of(cast.rep).pk}


def _stop(cast) -> dict:
    stops = RouteStop.objects.unscoped(because="tests")
    return {"pk": stops.filter(plan=drafted_plan(cast.rep)).order_by("pk")[0].pk}


ROWS = {
    "visits:standard_list": Access(),
    "visits:standard_edit": Access(**SETTING, subject=_standard),
    "visits:parameters_edit": Access(**SETTING, subject=_rep),
    "visits:center_parameters_edit": Access(**SETTING, subject=_center),
    "visits:calendar": Access(),
    "visits:calendar_ics": Access(manager=404, marketing=404, hq=404, admin=404),
    "visits:compliance": Access(),
    "visits:route_list": Access(rep=302),
    "visits:route_of_rep": Access(colleague=404, subject=_rep),
    "visits:route_propose": Access(**NOT_PLANNING, rep=302, manager=302, admin=403, method="post", subject=_rep),
    "visits:route_progress": Access(colleague=404, subject=_rep),
    "visits:route_detail": Access(colleague=404, subject=_draft),
    "visits:route_submit": Access(**NOT_PLANNING, rep=302, manager=302, admin=403, method="post", subject=_draft),
    "visits:route_approve": Access(**NOT_PLANNING, rep=403, manager=302, admin=403, method="post", subject=_submitted),
    "visits:route_return": Access(**NOT_PLANNING, rep=403, admin=403, subject=_submitted),
    "visits:route_editor": Access(**NOT_PLANNING, admin=403, subject=_draft),
    "visits:route_trial": Access(**NOT_PLANNING, rep=400, manager=400, admin=403, method="post", subject=_draft),
    "visits:route_arrange": Access(**NOT_PLANNING, rep=400, manager=400, admin=403, method="post", subject=_draft),
    "visits:route_copy": Access(**NOT_PLANNING, rep=302, manager=302, admin=403, method="post", subject=_in_force),
    "visits:route_move_stop": Access(**NOT_PLANNING, admin=403, subject=_stop),
}
