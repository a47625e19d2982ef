"""Where does this number come from? (handbook H8.2)"""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dealers.models import ProfitPlan
from dealers.rules import sees_planner_record
from dealers.selectors.evidence import evidence_of, profit_evidence_of
from dealers.selectors.planner_record import planner_record_of
from dealers.views.lines import line_for
from salesops.web.htmx import answer


@login_required
@require_safe
def plan_line_evidence(request, pk):
    line = line_for(request, pk)
    context = {"evidence": evidence_of(line), "title": str(line.plan)}
    return answer(request, "dealers/plans/_line_evidence.html", context)


@login_required
@require_safe
def plan_profit_evidence(request, pk):
    plans = ProfitPlan.objects.visible_to(request.actor).select_related("customer")
    plan = get_object_or_404(plans, pk=pk)
    context = {"evidence": profit_evidence_of(plan, request.actor), "title": str(plan)}
    return answer(request, "dealers/plans/_profit_evidence.html", context)


@login_required
@require_safe
def plan_planner_record(request, pk):
    """The plans behind the record of a plan's rep (H8.5)."""
    plan = get_object_or_404(ProfitPlan.objects.visible_to(request.actor).select_related("rep"), pk=pk)
    if not sees_planner_record(request.actor, plan):
        raise PermissionDenied
    known = planner_record_of(plan, request.actor, timezone.localdate())
    context = {"known": known, "rep": plan.rep, "title": _("Planner's own record"), "clause": "H8.5"}
    return answer(request, "dealers/plans/_planner_record.html", context)
