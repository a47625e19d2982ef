"""The material of a promotion: what stores need, where it is, who lacks it (handbook H6.2)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.http import require_POST

from promotions.choices import PromotionStatus
from promotions.forms.materials import ItemForm, MoveForm
from promotions.models import MaterialItem, Promotion, PromotionStore
from promotions.rules import may_plan, works_in_store
from promotions.selectors.execution import visit_to_prove
from promotions.selectors.export import material_sheet
from promotions.selectors.materials import item_sums, material_rows
from promotions.services import add_item, move_material, remove_item, send_what_lacks
from promotions.views.parts import ROWS_A_PAGE, PromotionPart
from salesops.errors import DomainError
from salesops.exchange.writer import workbook_response
from salesops.web.views import door

_ENDED = {PromotionStatus.CLOSED, PromotionStatus.CANCELLED}


class PromotionMaterial(PromotionPart):
    """Sums by item, the ledger by store, and the form for another item; with `export` the ledger is a file."""

    form_class = ItemForm
    template_name = "promotions/material/promotion_material.html"
    title = pgettext_lazy("promotion", "Material")
    clause = "H6.2"
    submit_label = gettext_lazy("Add")
    tab = "material"
    done_name = "promotions:promotion_material"

    @property
    def may_add(self) -> bool:
        return may_plan(self.request.actor, self.promotion) and self.promotion.status not in _ENDED

    def get(self, request, *args, **kwargs):
        if "export" in request.GET:
            rows = material_rows(self.promotion, request.actor)
            return workbook_response(f"{self.promotion} {_('Material')}", [material_sheet(rows)])
        return super().get(request, *args, **kwargs)

    def act(self, cleaned):
        return add_item(self.promotion, cleaned, actor=self.request.actor, at=timezone.now())

    def get_context_data(self, **kwargs):
        actor, promotion = self.request.actor, self.promotion
        rows = material_rows(promotion, actor)
        shows_all = self.request.GET.get("show") == "all"
        shown = rows if shows_all else [row for row in rows if row.lacks]
        is_running = promotion.status == PromotionStatus.PUBLISHED
        return super().get_context_data(**kwargs) | {
            "sums": item_sums(rows),
            "shows_all": shows_all,
            "page": Paginator(shown, ROWS_A_PAGE).get_page(self.request.GET.get("page")),
            "lacking": len({row.store.pk for row in rows if row.lacks}),
            "may_send": is_running and (may_plan(actor, promotion) or actor.is_manager),
        }


@login_required
@require_POST
def material_send(request, pk):
    promotion = get_object_or_404(Promotion.objects.visible_to(request.actor), pk=pk)
    door(request, lambda actor, _promotion: may_plan(actor, promotion) or actor.is_manager, promotion)
    try:
        now = timezone.now()
        count = send_what_lacks(promotion, on=timezone.localdate(now), actor=request.actor, at=now)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        words = ngettext("%(count)s piece written as sent.", "%(count)s pieces written as sent.", count)
        messages.success(request, words % {"count": count})
    return redirect("promotions:promotion_material", pk)


@login_required
@require_POST
def material_remove(request, pk):
    promotions = Promotion.objects.visible_to(request.actor)
    item = get_object_or_404(MaterialItem.objects.filter(promotion__in=promotions).select_related("promotion"), pk=pk)
    door(request, may_plan, item.promotion)
    promotion_id = item.promotion_id
    try:
        remove_item(item, actor=request.actor, at=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("promotions:promotion_material", promotion_id)


@login_required
@require_POST
def material_move(request, pk, store, item):
    """One move of an item in a store, from the store's page; in a visit it is the visit's."""
    places = PromotionStore.objects.visible_to(request.actor).select_related("promotion", "store")
    place = get_object_or_404(places, promotion=pk, store=store)
    kept = get_object_or_404(place.promotion.material_items.select_related("promotion"), pk=item)
    may = may_plan(request.actor, place.promotion) or works_in_store(request.actor, place.store)
    door(request, lambda _actor, _place: may, place)
    form = MoveForm(request.POST, actor=request.actor)
    now = timezone.now()
    today = timezone.localdate(now)
    if not form.is_valid():
        messages.error(request, _("Write how many pieces."))
        return redirect("promotions:promotion_at_store", pk, store)
    visit = visit_to_prove(place.promotion, place.store, request.actor, today)
    try:
        move_material(kept, place.store, form.move(today), actor=request.actor, at=now, visit=visit)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Written down."))
    return redirect("promotions:promotion_at_store", pk, store)
