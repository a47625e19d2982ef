"""The plans of a rep side by side, before one of them is taken (handbook H4.3)."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from salesops.web.views import Page
from visits import rules
from visits.selectors.calendar import reps_seen_by
from visits.selectors.route_comparison import candidates_of


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
