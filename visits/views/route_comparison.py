"""The plans of a rep side by side, before one of them is taken (handbook H4.3)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from salesops.errors import DomainError
from salesops.web.views import Page
from visits import rules
from visits.selectors.calendar import reps_seen_by
from visits.selectors.route_comparison import candidates_of
from visits.selectors.routes import plans_seen_by
from visits.services.routes import take_route_plan


@login_required
@require_POST
def route_take(request, pk):
    """Choose one of the drafts that stand side by side; the others are superseded."""
    plan = get_object_or_404(plans_seen_by(request.actor), pk=pk)
    try:
        take_route_plan(plan, actor=request.actor, at=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("visits:route_comparison", rep=plan.rep_id)
    messages.success(request, _("Taken; submit it for approval when it is ready."))
    return redirect(plan)


class RouteComparison(Page, TemplateView):
    """What is in force, what keeps it, and what is planned anew: figures, and what moves."""

    template_name = "visits/routes/route_comparison.html"
    clause = "H4.3"

    def get_context_data(self, **kwargs):
        rep = get_object_or_404(reps_seen_by(self.request.actor), pk=self.kwargs["rep"])
        actor = self.request.actor
        return super().get_context_data(**kwargs) | {
            "title": _("Plans of %(rep)s side by side") % {"rep": rep},
            "rep": rep,
            "candidates": candidates_of(actor, rep),
            "may_take": rules.plans_routes_of(actor, rep),
        }
