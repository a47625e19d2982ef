"""Who should have which stores, and how many reps the standard needs (handbook H4.3)."""

from abc import ABC, abstractmethod
from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from salesops.accounts.models import Center
from salesops.errors import DomainError
from salesops.web.typed import day_in, text_in
from salesops.web.views import Page, door
from visits import rules
from visits.calc.areas import spread
from visits.selectors.territory import headcount_of
from visits.selectors.territory_pages import effect_of_chosen, suggestions_named, territory_page
from visits.services.territory import Approval, approve_territory
from visits.templatetags.routes import in_percent
from visits.views.center_planning import center_or_404

LONGEST_REASON = 200


class CenterPage(ABC, Page, TemplateView):
    """Base of what only a center's manager opens; what cannot be reckoned is said."""

    clause = "H4.3"

    def get_context_data(self, **kwargs):
        self.center = center_or_404(self.request, self.kwargs["center"])
        door(self.request, rules.plans_center, self.center)
        context = super().get_context_data(**kwargs)
        context |= {"center": self.center, "title": self.heading_of(self.center)}
        try:
            return context | self.found()
        except (DomainError, ValueError) as refusal:
            return context | {"refusal": str(refusal)}

    @abstractmethod
    def heading_of(self, center: Center) -> str:
        """The title of the page."""

    @abstractmethod
    def found(self) -> dict:
        """What the page shows beside its center."""


class TerritorySuggestion(CenterPage):
    """Stores that would better be another rep's, each with its work and its gain."""

    template_name = "visits/routes/territory.html"

    def heading_of(self, center) -> str:
        return _("Territories of %(center)s") % {"center": center}

    def found(self) -> dict:
        page = territory_page(self.request.actor, self.center)
        return {"page": page, "effect": page.effect, "tomorrow": timezone.localdate() + timedelta(days=1)}


class HeadcountPage(CenterPage):
    """How many reps the standard needs, and what one more or less changes."""

    template_name = "visits/routes/headcount.html"

    def heading_of(self, center) -> str:
        return _("Headcount of %(center)s") % {"center": center}

    def found(self) -> dict:
        return {"answer": headcount_of(self.center)}


@login_required
@require_POST
def territory_effect(request, center):
    """What the suggestions chosen so far make of the reps' work together."""
    center = center_or_404(request, center)
    door(request, rules.plans_center, center)
    try:
        effect = effect_of_chosen(request.actor, center, request.POST.getlist("move"))
    except DomainError as refusal:
        return HttpResponse(escape(str(refusal)), status=409)
    return render(request, "visits/routes/_effect.html", {"effect": effect})


@login_required
@require_POST
def territory_approve(request, center):
    """Hand the stores of the chosen suggestions over from a day on; what no longer holds is told."""
    center = center_or_404(request, center)
    door(request, rules.plans_center, center)
    chosen = suggestions_named(request.actor, center, request.POST.getlist("move"))
    at = timezone.now()
    on = day_in(request.POST, "on") or timezone.localdate(at) + timedelta(days=1)
    reason = text_in(request.POST, "reason", LONGEST_REASON) or _("Territories shared out anew")
    try:
        approval = approve_territory(center, chosen, on=on, actor=request.actor, at=at, reason=reason)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("visits:territory", center=center.pk)
    _tell(request, approval)
    return redirect("stores:hand_over_list")


def _tell(request, approval: Approval) -> None:
    words = ngettext(
        "%(count)s suggestion is set down as hand-overs: time used from the fullest to the emptiest rep %(before)s → "
        "%(after)s, %(minutes)s min less on the way in two weeks.",
        "%(count)s suggestions are set down as hand-overs: time used from the fullest to the emptiest rep %(before)s → "
        "%(after)s, %(minutes)s min less on the way in two weeks.",
        approval.taken,
    )
    effect = approval.effect
    values = {
        "count": approval.taken,
        "before": in_percent(spread(effect.before)),
        "after": in_percent(spread(effect.after)),
        "minutes": round(effect.travel_gain),
    }
    messages.success(request, words % values)
    if approval.left_out:
        names = ", ".join(store.name for store in approval.left_out)
        messages.warning(request, _("Left out, for it is no longer as you saw it: %(stores)s.") % {"stores": names})
