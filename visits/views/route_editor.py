"""The editor of a route plan: days side by side and on the map, a trial for each move, saved as a whole (H4.3)."""

import json

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from salesops.errors import DomainError
from salesops.web.openapi import described
from salesops.web.views import ScopedDetail, door
from visits import rules
from visits.models import RoutePlan
from visits.selectors.route_editor import answer_in_words, editor_days, editor_stores, stored_orders
from visits.selectors.routes import plans_seen_by
from visits.services.route_edits import NotAnArrangement, arrange_route_plan, arranged, copy_route_plan
from visits.views.sent_schemas import ROUTE_ARRANGED, ROUTE_TRIED


class RouteEditor(ScopedDetail):
    """All days of a draft at once; nothing is kept until it is saved."""

    model = RoutePlan
    template_name = "visits/routes/route_editor.html"
    clause = "H4.3"

    def narrow(self, rows):
        return rows.select_related("rep__center", "center")

    def get_title(self) -> str:
        return _("Arrange the days of %(rep)s, v%(version)s") % {"rep": self.object.rep, "version": self.object.version}

    def get_context_data(self, **kwargs):
        plan, actor = self.object, self.request.actor
        door(self.request, rules.may_change_route_plan, plan)
        problem, answer = arranged(plan, stored_orders(plan))
        start = problem.rep.start
        return super().get_context_data(**kwargs) | {
            "plan": plan,
            "editor": {
                "stores": editor_stores(actor, plan),
                "days": editor_days(plan),
                "answer": answer_in_words(plan, problem, answer),
                "start": [start[1], start[0]] if start else None,
            },
        }


@login_required
@require_POST
@described(ROUTE_TRIED)
def route_trial(request, pk):
    """What an arrangement would cost and break; nothing is saved. The session and two queries."""
    plan = get_object_or_404(plans_seen_by(request.actor), pk=pk)
    door(request, rules.works_on_route_plan, plan)
    try:
        return JsonResponse(answer_in_words(plan, *arranged(plan, _said(request)["orders"])))
    except NotAnArrangement as refusal:
        return JsonResponse({"refusal": str(refusal)}, status=422)


@login_required
@require_POST
@described(ROUTE_ARRANGED)
def route_arrange(request, pk):
    """Save an arrangement under the revision that was seen; of two editors the second one is told."""
    plan = get_object_or_404(plans_seen_by(request.actor), pk=pk)
    door(request, rules.works_on_route_plan, plan)
    said = _said(request)
    try:
        saved = arrange_route_plan(
            plan, said["orders"], actor=request.actor, at=timezone.now(), revision=said["revision"]
        )
    except NotAnArrangement as refusal:
        return JsonResponse({"refusal": str(refusal)}, status=422)
    except DomainError as refusal:
        return JsonResponse({"refusal": str(refusal)}, status=409)
    messages.success(request, _("Saved."))
    return JsonResponse({"revision": saved.revision, "address": saved.get_absolute_url()})


@login_required
@require_POST
def route_copy(request, pk):
    """Take a plan in force, or a former one, as a draft to be changed by hand."""
    plan = get_object_or_404(plans_seen_by(request.actor), pk=pk)
    try:
        copy = copy_route_plan(plan, actor=request.actor, at=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect(plan)
    return redirect(reverse("visits:route_editor", args=[copy.pk]))


def _said(request) -> dict:
    """The arrangement and the revision of a request's body; anything else than that is refused."""
    try:
        said = json.loads(request.body)
        orders = {int(day): [int(store) for store in stores] for day, stores in said["orders"].items()}
        return {"orders": orders, "revision": int(said["revision"])}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise BadRequest("arrangement") from None
