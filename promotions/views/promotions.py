"""Pages of promotions: the list, one of them, its offer and its stores (handbook H6.2)."""

from django.contrib import messages
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext

from promotions.choices import PromotionStatus
from promotions.filters import PromotionFilter
from promotions.forms.promotions import PromotionForm, TargetForm
from promotions.models import Promotion, PromotionStore
from promotions.rules import holds_level, may_plan, may_start
from promotions.selectors.approval import budget_of, level_of
from promotions.selectors.clashes import Offer, clashes_of, clashes_with, offer_of
from promotions.selectors.costs import cost_of, planned_of
from promotions.selectors.store_counts import with_store_count
from promotions.selectors.store_rules import stores_by_rule
from promotions.selectors.targets import reach_by_center, reach_of
from promotions.selectors.work_price import price_of_promotion
from promotions.services import create_promotion, edit_promotion, set_stores
from promotions.services.shares import may_split
from promotions.steps import PUBLISH, STEPS
from promotions.tables import PromotionTable
from promotions.views.clashes import SaysClashes
from salesops.accounts.choices import Role
from salesops.web.views import ScopedCreate, ScopedDetail, ScopedList, ScopedUpdate
from salesops.workflow.flow import possible_steps
from salesops.workflow.selectors.history import history_of
from stores.models import Store

HISTORY_SHOWN = 50
# Whoever may take one of these sees what it costs the field.
BEFORE_PUBLISHING = frozenset({"submit", "publish", "approve"})


class PromotionList(ScopedList):
    model = Promotion
    table_class = PromotionTable
    filterset_class = PromotionFilter
    template_name = "promotions/promotions/promotion_list.html"
    export_name = gettext_lazy("Promotions")
    title = gettext_lazy("Promotions")
    clause = "H6.2"

    def narrow(self, rows):
        rows = with_store_count(rows, PromotionStore, self.request.actor)
        return rows.select_related("center").order_by("-starts_on", "pk")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"may_start": may_start(self.request.actor)}


class PromotionDetail(ScopedDetail):
    model = Promotion
    template_name = "promotions/promotions/promotion_detail.html"
    clause = "H6.2"

    def narrow(self, rows):
        return rows.select_related("center", "created_by").prefetch_related("handset_models")

    def get_context_data(self, **kwargs):
        actor, promotion, on = self.request.actor, self.object, timezone.localdate()
        reach = reach_by_center(promotion, actor)
        for row in reach:
            row["may_split"] = may_split(promotion, row["store__center"], actor)
        level = level_of(promotion)
        steps = {step.name for step in possible_steps(STEPS, promotion, actor)}
        if not holds_level(actor, promotion, level):
            steps.discard(PUBLISH.name)
        return super().get_context_data(**kwargs) | {
            "reach": reach,
            "steps": steps,
            "price": price_of_promotion(promotion, on) if steps & BEFORE_PUBLISHING else None,
            "may_plan": may_plan(actor, promotion),
            "may_copy": may_start(actor),
            "phase": promotion.phase_on(on) if promotion.status == PromotionStatus.PUBLISHED else "",
            "level": promotion.get_approval_level_display() or level.label,
            "budget": budget_of(promotion.center_id, promotion.starts_on) if promotion.center_id else None,
            "planned_yuan": planned_of([promotion.pk])[promotion.pk],
            "cost_yuan": cost_of([promotion.pk])[promotion.pk],
            "clashes": clashes_of(promotion, actor) if promotion.status != PromotionStatus.CANCELLED else [],
            "events": history_of(promotion)[:HISTORY_SHOWN],
        }


class OfferForm:
    """The offer is made of models that are on sale today."""

    form_class = PromotionForm
    template_name = "promotions/promotions/promotion_form.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"on": timezone.localdate()}


class PromotionCreate(OfferForm, SaysClashes, ScopedCreate):
    """Its stores are chosen next: until then every store of the planner's may be one of them."""

    roles = {Role.MARKETING, Role.MANAGER}
    title = gettext_lazy("New promotion")
    clause = "H6.2"
    cancel_url = reverse_lazy("promotions:promotion_list")
    extra_context = {"stores_are_open": True}

    def clashes_in(self, form):
        said, actor = form.cleaned_data, self.request.actor
        models = frozenset(model.pk for model in said["handset_models"])
        stores = Store.objects.visible_to(actor).active().order_by().values("pk")
        return clashes_with(Offer(said["starts_on"], said["ends_on"], models), stores, actor)

    def act(self, cleaned):
        models = cleaned.pop("handset_models")
        return create_promotion(cleaned, models, actor=self.request.actor, at=timezone.now())

    def get_done_url(self, made):
        return reverse("promotions:promotion_stores", args=[made.pk])


class PromotionEdit(OfferForm, SaysClashes, ScopedUpdate):
    model = Promotion
    clause = "H6.2"

    def allowed_on(self, actor, obj):
        return may_plan(actor, obj)

    def clashes_in(self, form):
        said, actor = form.cleaned_data, self.request.actor
        models = frozenset(model.pk for model in said["handset_models"])
        offer = Offer(said["starts_on"], said["ends_on"], models, self.object.pk)
        places = PromotionStore.objects.visible_to(actor).filter(promotion=self.object)
        return clashes_with(offer, places.values("store"), actor)

    def act(self, cleaned):
        models = cleaned.pop("handset_models")
        return edit_promotion(
            self.object,
            cleaned,
            models,
            revision=self.seen_revision,
            actor=self.request.actor,
            at=timezone.now(),
        )


class PromotionStores(SaysClashes, ScopedUpdate):
    """Choose stores by rule; the reach, and what clashes, is shown before it is saved."""

    model = Promotion
    form_class = TargetForm
    template_name = "promotions/promotions/promotion_stores.html"
    title = gettext_lazy("Stores of the promotion")
    clause = "H6.2"
    done_message = ""

    def allowed_on(self, actor, obj):
        return may_plan(actor, obj)

    def clashes_in(self, form):
        stores = stores_by_rule(form.targets(), self.request.actor).order_by().values("pk")
        return clashes_with(offer_of(self.object), stores, self.request.actor)

    def form_valid(self, form):
        if "preview" not in self.request.POST:
            return super().form_valid(form)
        context = {"reach": reach_of(form.targets(), self.request.actor), "clashes": self.clashes_in(form)}
        return self.render_to_response(self.get_context_data(form=form, **context))

    def perform(self, form):
        count = set_stores(self.object, form.targets(), actor=self.request.actor, at=timezone.now())
        words = ngettext("%(count)s store chosen.", "%(count)s stores chosen.", count)
        messages.success(self.request, words % {"count": count})
        return self.object
