"""Pages of promotions (handbook H6.2)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from promotions.filters import PromotionFilter
from promotions.forms.promotions import REASON_LENGTH, CancelForm, PromotionForm, TargetForm
from promotions.models import Promotion, PromotionStore
from promotions.rules import may_plan
from promotions.selectors.targets import reach_by_center, reach_of
from promotions.services import cancel_promotion, create_promotion, edit_promotion, publish_promotion, set_stores
from promotions.steps import STEPS
from promotions.tables import PromotionTable
from salesops.accounts.choices import Role
from salesops.errors import DomainError
from salesops.web.typed import text_in
from salesops.web.views import ScopedCreate, ScopedDetail, ScopedList, ScopedUpdate, door
from salesops.workflow.flow import possible_steps
from salesops.workflow.selectors.history import history_of


class PromotionList(ScopedList):
    model = Promotion
    table_class = PromotionTable
    filterset_class = PromotionFilter
    template_name = "promotions/promotions/promotion_list.html"
    export_name = gettext_lazy("Promotions")
    title = gettext_lazy("Promotions")
    clause = "H6.2"

    def narrow(self, rows):
        mine = PromotionStore.objects.visible_to(self.request.actor)
        counted = Count("stores", filter=Q(stores__in=mine.values("pk")))
        return rows.annotate(store_count=counted).order_by("-starts_on", "pk")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"may_plan": may_plan(self.request.actor, None)}


class PromotionDetail(ScopedDetail):
    model = Promotion
    template_name = "promotions/promotions/promotion_detail.html"
    clause = "H6.2"

    def narrow(self, rows):
        return rows.prefetch_related("handset_models")

    def get_context_data(self, **kwargs):
        actor = self.request.actor
        steps = {step.name for step in possible_steps(STEPS, self.object, actor)}
        return super().get_context_data(**kwargs) | {
            "reach": reach_by_center(self.object, actor),
            "may_publish": "publish" in steps,
            "may_cancel": "cancel" in steps,
            "cancel_form": CancelForm(),
            "events": history_of(self.object),
        }


class OfferForm:
    """The offer is made of models that are on sale today."""

    form_class = PromotionForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"on": timezone.localdate()}


class PromotionCreate(OfferForm, ScopedCreate):
    roles = {Role.MARKETING}
    title = gettext_lazy("New promotion")
    clause = "H6.2"
    cancel_url = reverse_lazy("promotions:promotion_list")

    def act(self, cleaned):
        models = cleaned.pop("handset_models")
        return create_promotion(cleaned, models, actor=self.request.actor, at=timezone.now())

    def get_done_url(self, made):
        return reverse("promotions:promotion_stores", args=[made.pk])


class PromotionEdit(OfferForm, ScopedUpdate):
    model = Promotion
    clause = "H6.2"

    def allowed_on(self, actor, obj):
        return may_plan(actor, obj)

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

    def get_done_url(self, made):
        return reverse("promotions:promotion_detail", args=[made.pk])


class PromotionStores(ScopedUpdate):
    """Choose stores by rule; the reach is shown before it is saved."""

    model = Promotion
    form_class = TargetForm
    template_name = "promotions/promotions/promotion_stores.html"
    title = gettext_lazy("Stores of the promotion")
    clause = "H6.2"
    done_message = ""

    def allowed_on(self, actor, obj):
        return may_plan(actor, obj)

    def form_valid(self, form):
        if "preview" not in self.request.POST:
            return super().form_valid(form)
        reach = reach_of(form.targets(), self.request.actor)
        return self.render_to_response(self.get_context_data(form=form, reach=reach))

    def perform(self, form):
        count = set_stores(self.object, form.targets(), actor=self.request.actor, at=timezone.now())
        words = ngettext("%(count)s store chosen.", "%(count)s stores chosen.", count)
        messages.success(self.request, words % {"count": count})
        return self.object

    def get_done_url(self, made):
        return reverse("promotions:promotion_detail", args=[made.pk])


@login_required
@require_POST
def promotion_publish(request, pk):
    promotion = get_object_or_404(Promotion.objects.visible_to(request.actor), pk=pk)
    door(request, may_plan, promotion)
    try:
        publish_promotion(promotion, actor=request.actor, at=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Published: the promotion is now work in the visits and quantity in the plans."))
    return redirect("promotions:promotion_detail", pk)


@login_required
@require_POST
def promotion_cancel(request, pk):
    promotion = get_object_or_404(Promotion.objects.visible_to(request.actor), pk=pk)
    door(request, may_plan, promotion)
    reason = text_in(request.POST, "reason", REASON_LENGTH)
    try:
        cancel_promotion(promotion, reason=reason, actor=request.actor, at=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The promotion is cancelled."))
    return redirect("promotions:promotion_detail", pk)
