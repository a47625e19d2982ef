"""The stores' shares of a promotion in one center (handbook H6.2)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from promotions.rules import may_plan
from promotions.selectors.shares import places_in
from promotions.services import set_shares
from promotions.services.shares import may_split
from promotions.views.parts import OfOnePromotion
from salesops.errors import DomainError
from salesops.web.typed import as_number
from salesops.web.views import Page

PREFIX = "share-"


class PromotionShares(OfOnePromotion, Page, TemplateView):
    """Every store of the center with its share; what is typed must tally, or is spread over the others."""

    template_name = "promotions/promotions/promotion_shares.html"
    title = _("Shares of the stores")
    clause = "H6.2"

    @cached_property
    def places(self):
        return places_in(self.promotion, self.kwargs["center"], self.request.actor)

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        self._require_door()
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        self._require_door()
        typed = self._typed()
        try:
            count = set_shares(
                self.promotion,
                self.kwargs["center"],
                typed,
                spreads="spread" in request.POST,
                actor=request.actor,
                at=timezone.now(),
            )
        except DomainError as refusal:
            for place in self.places:
                place.extra_units = typed.get(place.pk, place.extra_units)
            return self.render_to_response(self.get_context_data(refusal=str(refusal)), status=409)
        words = ngettext("The share of %(count)s store changed.", "The shares of %(count)s stores changed.", count)
        messages.success(request, words % {"count": count})
        return redirect("promotions:promotion_shares", self.promotion.pk, self.kwargs["center"])

    def get_context_data(self, **kwargs):
        actor, center_id = self.request.actor, self.kwargs["center"]
        return super().get_context_data(**kwargs) | {
            "promotion": self.promotion,
            "places": self.places,
            "total": sum(place.extra_units for place in self.places),
            "may_split": may_split(self.promotion, center_id, actor),
        }

    def _require_door(self) -> None:
        """The planner and the center's manager; a center without a store in it has no such page."""
        if not self.places:
            raise Http404
        actor = self.request.actor
        if not (may_plan(actor, self.promotion) or actor.manages(self.kwargs["center"])):
            raise PermissionDenied

    def _typed(self) -> dict[int, int]:
        said = {name.removeprefix(PREFIX): value for name, value in self.request.POST.items() if PREFIX in name}
        pairs = {as_number(pk): as_number(value.strip()) for pk, value in said.items()}
        return {pk: units for pk, units in pairs.items() if pk is not None and units is not None}
