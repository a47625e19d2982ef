"""The library of past promotions, and planning one like another (handbook H6.2)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from promotions.effect_filters import LibraryFilter
from promotions.effect_tables import LibraryTable
from promotions.models import Promotion, SummaryPart
from promotions.rules import may_start
from promotions.selectors.effect_library import learned_by_kind, library_of, shrunk
from promotions.services.copies import plan_like
from salesops.accounts.choices import Role
from salesops.web.views import ScopedList, door
from stores.choices import StoreClass


class PromotionLibrary(ScopedList):
    model = SummaryPart
    roles = {Role.MANAGER, Role.MARKETING, Role.HQ, Role.ADMIN}
    table_class = LibraryTable
    filterset_class = LibraryFilter
    template_name = "promotions/summary/library.html"
    export_name = gettext_lazy("Past promotions")
    title = gettext_lazy("Past promotions")
    clause = "H6.2"

    @cached_property
    def store_class(self) -> str:
        asked = self.request.GET.get("store_class", "")
        return asked if asked in StoreClass.values else ""

    def narrow(self, rows):
        return library_of(self.request.actor, self.store_class)

    def get_table_kwargs(self):
        return super().get_table_kwargs() | {"learned": shrunk(self.request.actor, self.store_class)}

    def get_context_data(self, **kwargs):
        kinds = learned_by_kind(self.request.actor, self.store_class)
        return super().get_context_data(**kwargs) | {"kinds": kinds}


@login_required
@require_POST
def promotion_copy(request, pk):
    promotion = get_object_or_404(Promotion.objects.visible_to(request.actor), pk=pk)
    door(request, may_start, promotion)
    copy = plan_like(promotion, actor=request.actor, at=timezone.now(), on=timezone.localdate())
    messages.success(request, _("A draft like it, one week from now: look at the days, the models and the stores."))
    return redirect("promotions:promotion_edit", copy.pk)
