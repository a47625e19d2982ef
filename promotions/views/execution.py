"""A promotion in one store, its proof from a visit, and the stores without one (handbook H6.2)."""

from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from promotions.calc.chart import chart_of
from promotions.choices import PromotionStatus
from promotions.filters import ProofFilter
from promotions.forms.execution import CheckForm
from promotions.forms.materials import MoveForm
from promotions.models import PromotionStore, TempBooking
from promotions.rules import may_plan, works_in_store
from promotions.selectors.execution import checks_of, to_prove, visit_to_prove, with_proof
from promotions.selectors.materials import material_rows
from promotions.selectors.tracking import tracking_of
from promotions.services import record_check
from promotions.tables import ProofTable
from salesops.web.views import Page, ScopedCreate, ScopedList


class AtStore:
    """One store's place in a promotion."""

    clause = "H6.2"

    @cached_property
    def place(self) -> PromotionStore:
        places = PromotionStore.objects.visible_to(self.request.actor).select_related("promotion", "store")
        return get_object_or_404(places, promotion=self.kwargs["pk"], store=self.kwargs["store"])

    @cached_property
    def visit(self):
        """The visit that may prove it, if there is one."""
        return visit_to_prove(self.place.promotion, self.place.store, self.request.actor, timezone.localdate())


class PromotionAtStore(AtStore, Page, TemplateView):
    """What the store is to do and has done: offer, units by day, material, helpers, proofs."""

    template_name = "promotions/execution/promotion_at_store.html"

    def get_title(self):
        return self.place.store.name

    def get_context_data(self, **kwargs):
        actor, place = self.request.actor, self.place
        promotion, store = place.promotion, place.store
        tracking = tracking_of(promotion, actor, timezone.localdate(), store)
        temps = TempBooking.objects.visible_to(actor).filter(promotion=promotion, store=store)
        is_running = promotion.status == PromotionStatus.PUBLISHED
        return super().get_context_data(**kwargs) | {
            "promotion": promotion,
            "store": store,
            "place": place,
            "units": tracking.track.stores[0],
            "track": tracking.track,
            "chart": chart_of(tracking.track.by_day),
            "materials": material_rows(promotion, actor, store),
            "move_form": MoveForm(actor=actor),
            "may_move": is_running and (may_plan(actor, promotion) or works_in_store(actor, store)),
            "temps": temps.order_by("work_on"),
            "checks": checks_of(promotion, store, actor),
            "visit": self.visit,
            "asks_proof": is_running and works_in_store(actor, store) and not actor.is_manager,
        }


class CheckCreate(AtStore, ScopedCreate):
    """The proof, taken in the visit or within the week after it."""

    form_class = CheckForm
    template_name = "promotions/execution/check_form.html"
    title = gettext_lazy("Is it carried out?")

    def allowed(self, actor):
        """Somebody who may not see the place gets no answer about it; who made no visit there has nothing to prove."""
        return self.place is not None and self.visit is not None

    def act(self, cleaned):
        picture = cleaned.pop("picture")
        return record_check(
            self.place.promotion,
            self.visit,
            cleaned,
            actor=self.request.actor,
            at=timezone.now(),
            photo=picture,
            photo_id=UUID(self.request.POST["form_id"]),
        )

    def get_done_url(self, made):
        return reverse("promotions:promotion_at_store", args=[self.place.promotion_id, self.place.store_id])

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "promotion": self.place.promotion,
            "store": self.place.store,
            "visit": self.visit,
        }


class ProofList(ScopedList):
    """Stores of promotions that run or have just ended, with what the latest visit found."""

    model = PromotionStore
    table_class = ProofTable
    filterset_class = ProofFilter
    title = gettext_lazy("Execution of promotions")
    clause = "H6.2"
    export_name = gettext_lazy("execution of promotions")

    def narrow(self, rows):
        rows = with_proof(to_prove(rows, timezone.localdate())).select_related(
            "promotion", "store", "store__rep", "store__center"
        )
        return rows.order_by("promotion__ends_on", "store__code", "pk")
