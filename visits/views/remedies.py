"""One tap puts a remedy into effect and has the routes planned again (handbook H4.3)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from salesops.errors import DomainError
from salesops.web.typed import day_in, number_in
from salesops.web.views import door
from visits import rules
from visits.selectors.route_remedies import reps_beside
from visits.selectors.routes import plans_seen_by
from visits.services.remedies import apply_remedy
from visits.views.routes import order_plan


@login_required
@require_POST
def remedy_apply(request, pk, number):
    """Apply the remedy of that number; stores that another rep takes over need to be told to whom and from when."""
    plan = get_object_or_404(plans_seen_by(request.actor), pk=pk)
    door(request, rules.sets_visit_standards, plan)
    to_rep = reps_beside(request.actor, plan.rep).filter(pk=number_in(request.POST, "to_rep")).first()
    try:
        apply_remedy(plan, number, to_rep=to_rep, on=day_in(request.POST, "on"), actor=request.actor, at=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect(plan)
    messages.success(request, _("Done. The routes are planned again with it."))
    if rules.plans_routes_of(request.actor, plan.rep):
        order_plan(request, plan.rep)
    return redirect("visits:route_of_rep", rep=plan.rep_id)
