"""Pages of likely duplicates: the list, the comparison with its merge, "not the same" (handbook H2.2)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from salesops.accounts.choices import Role
from salesops.accounts.models import Center
from salesops.web.views import ScopedCreate, ScopedList, door
from stores import rules
from stores.archives import archive_of, archive_or_404
from stores.choices import ArchiveKind
from stores.filters import TwinsFilter
from stores.forms.merges import MergeForm
from stores.merging import Pair
from stores.selectors.merges import field_choices, what_would_move
from stores.selectors.twins import pair_between, reasons_of, with_both
from stores.services.merging import Choice, merge
from stores.services.twins import part_twins, rejoin_twins
from stores.tables import TwinsTable
from stores.tasks import find_center_twins

KEEPERS = frozenset({Role.MANAGER, Role.ADMIN})


class TwinsList(ScopedList):
    """Stores first, customers at `?kind=customer`; `?parted=1` shows what was called different."""

    roles = KEEPERS
    table_class = TwinsTable
    filterset_class = TwinsFilter
    template_name = "stores/twins/twins_list.html"
    title = _("Likely duplicates")
    clause = "H2.2"

    @cached_property
    def kind(self) -> str:
        return archive_or_404(self.request.GET.get("kind", ArchiveKind.STORE.value)).kind

    @property
    def model(self):
        return archive_of(self.kind).twins

    @property
    def is_parted(self) -> bool:
        return self.request.GET.get("parted") == "1"

    def narrow(self, rows):
        return with_both(rows, self.kind, parted=self.is_parted)

    def get_filterset(self, rows):
        return super().get_filterset(rows) if self.request.actor.sees_all else None

    def get_table_kwargs(self):
        return {"exclude": () if self.request.actor.sees_all else ("center",)}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "kind": self.kind,
            "kinds": ArchiveKind.choices,
            "is_parted": self.is_parted,
        }


class MergeMake(ScopedCreate):
    """Two archives side by side: which stays, which values, what moves; then the merge."""

    form_class = MergeForm
    template_name = "stores/twins/merge_form.html"
    title = _("One or two?")
    submit_label = _("Merge")
    done_message = _("Merged. It can be undone from this page.")
    clause = "H2.2"

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            self.archive = archive_or_404(kwargs["kind"])
            self.kept, self.gone = self._seen(kwargs["kept"]), self._seen(kwargs["gone"])
            if self.kept == self.gone:
                raise Http404
        return super().dispatch(request, *args, **kwargs)

    def _seen(self, pk):
        rows = self.archive.model.objects.visible_to(self.request.actor).select_related("center", "rep", "merged_into")
        found = get_object_or_404(rows, pk=pk)
        if not rules.may_merge(self.request.actor, found):
            raise PermissionDenied
        return found

    @property
    def cancel_url(self) -> str:
        return f"{reverse('stores:twins_list')}?kind={self.archive.kind}"

    def get_initial(self):
        return {"gone_revision": self.gone.revision, "kept_revision": self.kept.revision}

    def get_form_kwargs(self):
        choices = field_choices(self.archive, self.kept, self.gone)
        return super().get_form_kwargs() | {"archive": self.archive, "choices": choices}

    def perform(self, form):
        self.taken = form.taken
        return super().perform(form)

    def act(self, cleaned):
        choice = Choice(
            self.archive.kind,
            gone_id=self.gone.pk,
            kept_id=self.kept.pk,
            gone_revision=cleaned["gone_revision"],
            kept_revision=cleaned["kept_revision"],
            taken=self.taken,
        )
        return merge(choice, actor=self.request.actor, at=timezone.now(), reason=cleaned["reason"])

    def get_context_data(self, **kwargs):
        pair = pair_between(self.archive.kind, self.kept, self.gone, self.request.actor)
        return super().get_context_data(**kwargs) | {
            "kind": self.archive.kind,
            "kept": self.kept,
            "gone": self.gone,
            "pair": pair,
            "reasons": reasons_of(pair) if pair else (),
            "same": [c for c in field_choices(self.archive, self.kept, self.gone) if not c.differs and c.kept],
            "moving": what_would_move(Pair(self.gone, self.kept, timezone.localdate()), self.archive.kind),
        }


@login_required
@require_POST
def twins_part(request, kind, pk):
    part_twins(_seen_pair(request, kind, pk), actor=request.actor, at=timezone.now())
    messages.success(request, _("Remembered: these are two."))
    return redirect(f"{reverse('stores:twins_list')}?kind={kind}")


@login_required
@require_POST
def twins_rejoin(request, kind, pk):
    rejoin_twins(_seen_pair(request, kind, pk), actor=request.actor, at=timezone.now())
    messages.success(request, _("They are on the list again."))
    return redirect(f"{reverse('stores:twins_list')}?kind={kind}")


@login_required
@require_POST
def twins_search(request):
    """Look for twins now instead of waiting for the night, in each center that the person keeps."""
    if request.actor.role not in KEEPERS:
        raise PermissionDenied
    centers = Center.objects.filter(is_active=True)
    mine = centers if request.actor.sees_all else centers.filter(pk=request.actor.center_id)
    for center_id in mine.order_by("pk").values_list("pk", flat=True):
        find_center_twins.delay(center_id=center_id)
    messages.success(request, _("The search runs. Load this page again in a minute."))
    return redirect("stores:twins_list")


def _seen_pair(request, kind, pk):
    pairs = archive_or_404(kind).twins.objects.visible_to(request.actor)
    pair = get_object_or_404(pairs, pk=pk)
    door(request, rules.may_merge, pair)
    return pair
