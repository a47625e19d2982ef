"""A person's own files: how far they are, the download, and away with them (handbook H2.4)."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import TemplateView

from salesops.exchange.models import ExportRun
from salesops.exchange.selectors.exports import exports_of, runs_of
from salesops.exchange.services import discard_export
from salesops.exchange.writer import safe_file_name
from salesops.web.views import Page
from salesops.workflow.choices import JobState


class ExportList(Page, TemplateView):
    title = gettext_lazy("My files")
    clause = "H2.4"

    def get_template_names(self) -> list[str]:
        """While files are written, only the list of them is fetched again."""
        is_part = self.request.htmx and self.request.htmx.target == "files"
        return ["exchange/exports/_files.html" if is_part else "exchange/exports/export_list.html"]

    def get_context_data(self, **kwargs) -> dict[str, Any]:
        files = runs_of(exports_of(self.request.actor, timezone.now()))
        is_at_work = any(run.state in (JobState.WAITING, JobState.RUNNING) for _export, run in files)
        return super().get_context_data(**kwargs) | {"files": files, "is_at_work": is_at_work}


@login_required
@require_safe
def export_file(request, pk):
    """The file itself, for whoever ordered it."""
    export = _mine_or_404(request, pk)
    try:
        content = export.file.open("rb")
    except (FileNotFoundError, ValueError) as error:
        raise Http404 from error
    name = safe_file_name(export.title, f".{export.kind}")
    response = FileResponse(content, as_attachment=True, filename=name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_POST
def export_discard(request, pk):
    discard_export(_mine_or_404(request, pk))
    messages.success(request, _("The file is gone."))
    return redirect("exchange:export_list")


def _mine_or_404(request, pk) -> ExportRun:
    return get_object_or_404(exports_of(request.actor, timezone.now()), pk=pk)
