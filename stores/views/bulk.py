"""Changing many stores or customers at once: choose, preview, apply, undo (handbook H2.3)."""

from functools import cached_property, partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from salesops.accounts.choices import Role
from salesops.errors import DomainError
from salesops.web.htmx import answer
from salesops.web.views import ScopedCreate, ScopedDetail, ScopedList, door
from stores import rules, tasks
from stores.choices import ArchiveKind, BulkStatus
from stores.filters import CustomerFilter, StoreFilter
from stores.forms.bulk import ALL, TICKED, bulk_form_of
from stores.models import BulkEdit
from stores.selectors.bulk import SUBJECTS, bulk_page, with_changed_counts
from stores.services import apply_bulk_edit, prepare_bulk_edit, undo_bulk_edit
from stores.services.bulk_jobs import expect_bulk_job, progress_of, request_bulk_edit, request_bulk_undo
from stores.tables import BulkEditTable
from stores.views.selection import matching, ticked_in

EDITORS = frozenset({Role.REP, Role.MANAGER, Role.ADMIN})
_LISTS = {ArchiveKind.STORE: "stores:store_list", ArchiveKind.CUSTOMER: "stores:customer_list"}
_TITLES = {ArchiveKind.STORE: gettext_lazy("Change stores"), ArchiveKind.CUSTOMER: gettext_lazy("Change customers")}


class OthersMatchNow(DomainError):
    """The filter gives another number of objects than the person saw."""


class BulkEditCreate(ScopedCreate):
    """Which objects and which new values; what comes of it is shown before anything is changed."""

    roles = EDITORS
    template_name = "stores/bulk/bulk_form.html"
    submit_label = gettext_lazy("Preview")
    done_message = ""
    clause = "H2.3"
    subject: ArchiveKind
    filterset_class = None
    list_url = ""

    @property
    def query(self) -> str:
        return self.request.POST.get("query") or self.request.GET.get("query", "")

    @cached_property
    def rows(self):
        return matching(self.request, SUBJECTS[self.subject].model, self.filterset_class, self.query)

    @cached_property
    def count(self) -> int:
        return self.rows.count()

    @property
    def cancel_url(self) -> str:
        return f"{reverse(self.list_url)}?{self.query}"

    def get_form_class(self):
        return bulk_form_of(SUBJECTS[self.subject], self.request.actor)

    def get_form_kwargs(self):
        ticked = ticked_in(self.request.POST or self.request.GET)
        return super().get_form_kwargs() | {"count": self.count, "ticked_count": len(ticked)}

    def get_initial(self):
        ticked = ticked_in(self.request.GET)
        which = TICKED if ticked else ALL
        return {"ticked": ticked, "query": self.query, "seen_count": self.count, "which": which}

    @transaction.atomic
    def act(self, cleaned):
        edit = prepare_bulk_edit(
            self.subject,
            cleaned["ticked"] if cleaned["which"] == TICKED else self.all_as_seen(cleaned["seen_count"]),
            cleaned["values"],
            actor=self.request.actor,
            at=timezone.now(),
            reason=cleaned["reason"],
        )
        if edit.is_long:
            expect_bulk_job(edit, at=timezone.now())
            _send(edit)
        return edit

    def all_as_seen(self, seen_count: int | None):
        if seen_count != self.count:
            words = _("%(now)s match the filter now, not %(seen)s. Look at the number, then send it again.")
            raise OthersMatchNow(words % {"now": f"{self.count:,}", "seen": f"{seen_count or 0:,}"})
        return self.rows

    def refused(self, form, status, refusal=None):
        """The number on the screen is the one that the next sending is held to."""
        form.data = form.data.copy()
        form.data["seen_count"] = self.count
        return super().refused(form, status, refusal)


class StoreBulkEdit(BulkEditCreate):
    subject = ArchiveKind.STORE
    filterset_class = StoreFilter
    list_url = _LISTS[ArchiveKind.STORE]
    title = _TITLES[ArchiveKind.STORE]


class CustomerBulkEdit(BulkEditCreate):
    subject = ArchiveKind.CUSTOMER
    filterset_class = CustomerFilter
    list_url = _LISTS[ArchiveKind.CUSTOMER]
    title = _TITLES[ArchiveKind.CUSTOMER]


class BulkEditList(ScopedList):
    """What was changed for many at once, to look at or to undo."""

    roles = EDITORS
    model = BulkEdit
    table_class = BulkEditTable
    title = gettext_lazy("Bulk edits")
    clause = "H2.3"

    def narrow(self, rows):
        done = rows.exclude(status=BulkStatus.PREVIEWED).select_related("made_by")
        return with_changed_counts(done).order_by("-made_at", "-pk")


class BulkDetail(ScopedDetail):
    """The preview; once applied, what was changed and what undoing would put back."""

    model = BulkEdit
    template_name = "stores/bulk/bulk_detail.html"
    clause = "H2.3"

    def narrow(self, rows):
        return rows.select_related("made_by")

    def get_title(self) -> str:
        return str(_TITLES[self.object.subject])

    def get_context_data(self, **kwargs):
        edit, actor = self.object, self.request.actor
        return super().get_context_data(**kwargs) | {
            "page": bulk_page(edit, actor),
            "progress": progress_of(edit),
            "model": SUBJECTS[edit.subject].model._meta.label_lower,
            "may_decide": rules.edits_in_bulk(actor, edit),
            "list_url": reverse(_LISTS[edit.subject]),
        }


@login_required
@require_safe
def bulk_progress(request, pk):
    """How far the job on a long one is; once it is through the whole page is fetched anew."""
    edit = get_object_or_404(BulkEdit.objects.visible_to(request.actor), pk=pk)
    response = answer(request, "stores/bulk/_progress.html", {"object": edit, "progress": progress_of(edit)})
    if request.htmx and not edit.is_at_work:
        response["HX-Refresh"] = "true"
    return response


@login_required
@require_POST
def bulk_apply(request, pk):
    edit = _seen_edit(request, pk)
    deed = {"only_possible": request.POST.get("only_possible") == "1", "actor": request.actor, "at": timezone.now()}
    try:
        if edit.is_long:
            _send(request_bulk_edit(edit, **deed))
        else:
            edit = apply_bulk_edit(edit, **deed)
            messages.success(request, _("Changed."))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect(edit)


@login_required
@require_POST
def bulk_undo(request, pk):
    edit, deed = _seen_edit(request, pk), {"actor": request.actor, "at": timezone.now()}
    try:
        if edit.is_long:
            _send(request_bulk_undo(edit, **deed))
        else:
            edit = undo_bulk_edit(edit, **deed)
            messages.success(request, _("Put back as it was."))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect(edit)


def _send(edit: BulkEdit) -> None:
    transaction.on_commit(partial(tasks.work_on_bulk.delay, edit_id=edit.pk), robust=True)


def _seen_edit(request, pk) -> BulkEdit:
    edit = get_object_or_404(BulkEdit.objects.visible_to(request.actor), pk=pk)
    door(request, rules.edits_in_bulk, edit)
    return edit
