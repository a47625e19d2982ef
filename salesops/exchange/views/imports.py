"""Pages of imports: upload, report, progress, decision (handbook H2.4)."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from salesops.accounts.choices import Role
from salesops.errors import DomainError
from salesops.exchange import tasks
from salesops.exchange.choices import RunState, Severity
from salesops.exchange.forms import UploadForm
from salesops.exchange.marked import write_marked
from salesops.exchange.models import ImportRun
from salesops.exchange.problems import UnreadableFile
from salesops.exchange.progress import last_sign, told_progress
from salesops.exchange.reading import open_sheet
from salesops.exchange.registry import kind_of, kinds
from salesops.exchange.rules import may_import
from salesops.exchange.selectors import (
    Markable,
    change_lines,
    changes_of,
    earlier_import,
    issues_of,
    lines_of,
    markable,
    marks_of,
    message_of,
    undo_of,
)
from salesops.exchange.sentences import sentence
from salesops.exchange.services import discard_import, is_silent, request_import, start_import, stop_import
from salesops.exchange.services.checking import needed_kind, path_of
from salesops.exchange.tables import ImportTable
from salesops.exchange.template_book import describe, sample_sheets, template_sheets
from salesops.exchange.writer import ExportColumn, download, workbook_response, xlsx_response
from salesops.web.htmx import answer
from salesops.web.typed import text_in
from salesops.web.views import ScopedCreate, ScopedDetail, ScopedList, door

_ADMIN = {Role.ADMIN}
_ISSUES_ON_PAGE = 30
_CHANGES_ON_PAGE = 40
_REASON_LENGTH = 200


class ImportList(ScopedList):
    roles = _ADMIN
    model = ImportRun
    table_class = ImportTable
    template_name = "exchange/imports/import_list.html"
    title = gettext_lazy("Imports")
    clause = "H2.4"

    def narrow(self, rows):
        return rows.select_related("started_by").order_by("-created_at", "-pk")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"kinds": kinds()}


class ImportCreate(ScopedCreate):
    roles = _ADMIN
    form_class = UploadForm
    template_name = "exchange/imports/import_create.html"
    submit_label = gettext_lazy("Upload and check")
    done_message = ""
    clause = "H2.4"
    cancel_url = reverse_lazy("exchange:import_list")

    def get_title(self):
        return _("Import: %(kind)s") % {"kind": self.kind.title}

    @property
    def kind(self):
        return _kind_or_404(self.kwargs["kind"])

    def act(self, cleaned):
        actor = self.request.actor
        run = start_import(self.kind.code, cleaned["file"], actor=actor, at=timezone.now())
        transaction.on_commit(partial(tasks.check.delay, run_id=run.pk), robust=True)
        return run

    def get_context_data(self, **kwargs):
        columns = [(column, describe(column)) for column in self.kind.columns]
        return super().get_context_data(**kwargs) | {"kind": self.kind, "columns": columns}


class ImportDetail(ScopedDetail):
    roles = _ADMIN
    model = ImportRun
    template_name = "exchange/imports/import_detail.html"
    clause = "H2.4"

    def narrow(self, rows):
        return rows.select_related("started_by")

    def get_context_data(self, **kwargs):
        run, actor = self.object, self.request.actor
        page = Paginator(issues_of(run, actor), _ISSUES_ON_PAGE).get_page(self.request.GET.get("page"))
        changes = changes_of(run, actor)[:_CHANGES_ON_PAGE]
        return (
            super().get_context_data(**kwargs)
            | _status(run)
            | {
                "page": page,
                "issues": lines_of(page.object_list, run.kind),
                "changes": change_lines(changes, run.kind),
                "markable": markable(run).value,
                "earlier": earlier_import(run, actor),
                "undo": undo_of(run, actor),
            }
        )


@login_required
@require_safe
def import_progress(request, pk):
    """The state of a run; once it is settled the whole page is fetched anew."""
    run = _run_or_404(request, pk)
    response = answer(request, "exchange/imports/_run_status.html", _status(run))
    if request.htmx and not run.is_at_work:
        response["HX-Refresh"] = "true"
    return response


@login_required
@require_POST
def import_commit(request, pk):
    run = _run_or_404(request, pk)
    good_rows_only = request.POST.get("rows") == "good"
    try:
        with transaction.atomic():
            decision = {"good_rows_only": good_rows_only, "reason": text_in(request.POST, "reason", _REASON_LENGTH)}
            run = request_import(run, actor=request.actor, at=timezone.now(), **decision)
            transaction.on_commit(partial(tasks.commit.delay, run_id=run.pk), robust=True)
    except DomainError as refusal:
        return _refused(request, run, refusal)
    return redirect(run)


@login_required
@require_POST
def import_discard(request, pk):
    run = _run_or_404(request, pk)
    try:
        discard_import(run, actor=request.actor, at=timezone.now())
    except DomainError as refusal:
        return _refused(request, run, refusal)
    return redirect("exchange:import_list")


@login_required
@require_POST
def import_stop(request, pk):
    """Roll an import back while it is being written; the job does so at its next chunk of rows."""
    run = _run_or_404(request, pk)
    try:
        stop_import(run, actor=request.actor, at=timezone.now())
    except DomainError as refusal:
        return _refused(request, run, refusal)
    messages.info(request, _("The import is being stopped. Nothing of it will be there."))
    return redirect(run)


@login_required
@require_POST
def import_resume(request, pk):
    """Send the job of a silent run once more, sooner than the schedule would."""
    run = _run_or_404(request, pk)
    if is_silent(run, at=timezone.now()):
        {RunState.IMPORTING: tasks.commit, RunState.UNDOING: tasks.undo}.get(run.state, tasks.check).delay(
            run_id=run.pk
        )
    return redirect(run)


@login_required
@require_safe
def import_template(request, kind):
    door(request, may_import, None)
    found = _kind_or_404(kind)
    return workbook_response(found.title, template_sheets(found))


@login_required
@require_safe
def import_sample(request, kind):
    door(request, may_import, None)
    found = _kind_or_404(kind)
    if not found.sample:
        raise Http404
    name = _("Sample of %(kind)s") % {"kind": found.title}
    return workbook_response(name, sample_sheets(found, timezone.localdate()))


@login_required
@require_safe
def import_issues(request, pk):
    """All errors and notes of a run as a spreadsheet, to mend the file by."""
    run = _run_or_404(request, pk)
    lines = lines_of(issues_of(run, request.actor).iterator(), run.kind)
    columns = [
        ExportColumn(_("Row"), 8),
        ExportColumn(_("Column"), 20),
        ExportColumn(_("Message"), 70),
        ExportColumn(_("Kind"), 10),
    ]
    words = {severity.value: severity.label for severity in Severity}
    rows = ([line.row, line.column, line.message, words[line.severity]] for line in lines)
    return xlsx_response(_("Errors of %(file)s") % {"file": run.file_name}, columns, rows)


@login_required
@require_safe
def import_marked(request, pk):
    """The file itself with its errors and notes written beside the rows."""
    run = _run_or_404(request, pk)
    if markable(run) == Markable.NOTHING:
        raise Http404
    try:
        return download(_("Marked %(file)s") % {"file": run.file_name}, partial(_write_marked, run, request.actor))
    except UnreadableFile as refusal:
        return _refused(request, run, sentence(refusal.code, refusal.params, run.kind))


def _write_marked(run, actor, target):
    marks = marks_of(issues_of(run, actor).iterator(), run.kind)
    with open_sheet(path_of(run), needed_kind(run), is_whole=True) as sheet:
        write_marked(target, sheet, marks, only_marked=markable(run) == Markable.ROWS)


def _run_or_404(request, pk) -> ImportRun:
    door(request, may_import, None)
    return get_object_or_404(ImportRun.objects.visible_to(request.actor).select_related("started_by"), pk=pk)


def _kind_or_404(code):
    kind = kind_of(code)
    if kind is None:
        raise Http404
    return kind


def _progress(run) -> tuple[int, int]:
    """Rows done and in all; while rows are written, it is told beside the transaction."""
    return told_progress(run) if run.state in (RunState.IMPORTING, RunState.UNDOING) else (run.done, run.total)


def _refused(request, run, refusal) -> HttpResponse:
    run.refresh_from_db()
    context = _status(run) | {"refusal": str(refusal)}
    return answer(request, "exchange/imports/_run_status.html", context, status=409)


def _status(run) -> dict:
    """What the state of a run shows: the words, the counts, and what can be done."""
    kind = kind_of(run.kind)
    return {
        "run": run,
        "title": run.file_name,
        "kind_title": kind.title if kind else run.kind,
        "message": message_of(run),
        "is_undoable": run.state == RunState.IMPORTED and kind is not None and kind.undo is not None,
        "is_discardable": run.state in (RunState.CHECKED, RunState.REFUSED, RunState.FAILED),
        "is_stoppable": run.state in (RunState.UPLOADED, RunState.CHECKING),
        "is_being_written": run.state == RunState.IMPORTING,
        "progress": _progress(run),
        "silent_since": last_sign(run) if is_silent(run, at=timezone.now()) else None,
    }
