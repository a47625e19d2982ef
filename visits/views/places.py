"""Proposed positions of stores: one tap takes them over (handbook H5.3)."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from salesops.errors import DomainError
from salesops.web.typed import text_in
from salesops.web.views import Page
from visits.models import PlaceProposal
from visits.selectors.places import open_places
from visits.services.places import approve_place, reject_place


class PlaceList(Page, TemplateView):
    template_name = "visits/places/place_list.html"
    title = gettext_lazy("Proposed store positions")
    clause = "H5.3"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"lines": open_places(self.request.actor)}


@login_required
@require_POST
def place_approve(request: HttpRequest, pk: int) -> HttpResponse:
    return _decide(request, pk, lambda place: approve_place(place, actor=request.actor, at=timezone.now()))


@login_required
@require_POST
def place_reject(request: HttpRequest, pk: int) -> HttpResponse:
    reason = text_in(request.POST, "reason", 200)
    return _decide(
        request, pk, lambda place: reject_place(place, reason=reason, actor=request.actor, at=timezone.now())
    )


def _decide(request: HttpRequest, pk: int, deed: Callable[[PlaceProposal], PlaceProposal]) -> HttpResponse:
    proposal = get_object_or_404(PlaceProposal.objects.visible_to(request.actor), pk=pk)
    try:
        deed(proposal)
        messages.success(request, _("Decided."))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("visits:place_list")
