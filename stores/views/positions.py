"""The list of doubtful positions and what a center covers (handbook H2.2)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from salesops.accounts.choices import Role
from salesops.accounts.models import Center
from salesops.errors import DomainError
from salesops.web.typed import number_in, text_in
from salesops.web.views import Page, ScopedUpdate, door
from stores import rules
from stores.choices import PositionMend
from stores.forms.positions import CenterAreaForm
from stores.models import Store
from stores.selectors.positions import center_area_of, doubtful_positions
from stores.services.positions import mend_position, set_center_area

KEEPERS = frozenset({Role.MANAGER, Role.ADMIN})
MOST_SHOWN = 100


class PositionList(Page, TemplateView):
    """Swapped, empty, coarse and far-off positions, each with its mends."""

    roles = KEEPERS
    template_name = "stores/positions/position_list.html"
    title = _("Doubtful positions")
    clause = "H2.2"

    def get_context_data(self, **kwargs):
        actor = self.request.actor
        centers = Center.objects.order_by("code") if actor.sees_all else Center.objects.filter(pk=actor.center_id)
        wanted = number_in(self.request.GET, "center")
        stores = Store.objects.visible_to(actor)
        found = doubtful_positions(stores.filter(center_id=wanted) if wanted else stores)
        return super().get_context_data(**kwargs) | {
            "found": found[:MOST_SHOWN],
            "count": len(found),
            "centers": centers,
            "wanted": wanted,
        }


@login_required
@require_POST
def position_mend(request, pk):
    store = get_object_or_404(Store.objects.visible_to(request.actor).select_related("center"), pk=pk)
    door(request, rules.may_place_store, store)
    mend = text_in(request.POST, "mend", 10)
    if mend in PositionMend.values:
        _mend(request, store, PositionMend(mend))
    return redirect("stores:position_list")


def _mend(request, store: Store, mend: PositionMend) -> None:
    try:
        mend_position(
            store,
            mend,
            revision=number_in(request.POST, "revision") or 0,
            actor=request.actor,
            at=timezone.now(),
            reason=gettext("Found in the list of doubtful positions"),
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, gettext("%(store)s: done.") % {"store": store})


class CenterAreaEdit(ScopedUpdate):
    model = Center
    form_class = CenterAreaForm
    clause = "H2.2"
    success_url = cancel_url = reverse_lazy("stores:position_list")

    def narrow(self, rows):
        actor = self.request.actor
        return rows if actor.sees_all else rows.filter(pk=actor.center_id)

    def get_object(self):
        return center_area_of(super().get_object())

    def get_title(self) -> str:
        return gettext("Area: %(center)s") % {"center": self.object.center}

    def allowed_on(self, actor, obj) -> bool:
        return rules.may_set_area(actor, obj)

    def act(self, cleaned):
        return set_center_area(
            self.object, cleaned, revision=self.seen_revision, actor=self.request.actor, at=timezone.now()
        )
