"""Targets as a spreadsheet, out and in again (handbook H8.1)."""

import tempfile
from pathlib import Path

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from dealers.forms.targets import TargetFileForm
from dealers.imports.targets import read_targets, sheet_of
from dealers.models import TargetVersion
from dealers.services.target_file import type_numbers
from dealers.target_rules import may_write_target
from salesops.exchange.problems import UnreadableFile
from salesops.exchange.sentences import sentence
from salesops.exchange.writer import workbook_response
from salesops.web.views import ScopedUpdate

LINES_SHOWN = 50


@login_required
@require_safe
def target_export(request, pk):
    versions = TargetVersion.objects.visible_to(request.actor).readable_by(request.actor).select_related("center")
    version = get_object_or_404(versions, pk=pk)
    return workbook_response(str(version), [sheet_of(version, request.actor)])


class TargetFile(ScopedUpdate):
    """Take a file back: all its changed numbers are fixed, or none; first looked at, if one likes."""

    model = TargetVersion
    form_class = TargetFileForm
    template_name = "dealers/targets/target_file.html"
    clause = "H8.1"
    submit_label = _("Take the numbers")
    done_message = ""

    def narrow(self, rows):
        return rows.readable_by(self.request.actor).select_related("center")

    def allowed_on(self, actor, obj):
        return may_write_target(actor, obj)

    @property
    def cancel_url(self):
        return self.object.get_absolute_url()

    def form_valid(self, form):
        if "preview" not in self.request.POST:
            return super().form_valid(form)
        try:
            found = self.read(form.cleaned_data["file"])
        except ValidationError as mistakes:
            form.add_error("file", mistakes)
            return self.refused(form, 422)
        context = {"lines": found.lines[:LINES_SHOWN], "line_count": len(found.lines), "is_preview": True}
        return self.render_to_response(self.get_context_data(form=form, **context))

    def act(self, cleaned):
        found = self.read(cleaned["file"])
        said = {"actor": self.request.actor, "at": timezone.now(), "reason": cleaned["reason"]}
        count = type_numbers(self.object, found.typed, revision=self.object.revision, **said)
        messages.success(self.request, ngettext("%d number changed.", "%d numbers changed.", count) % count)
        return self.object

    def read(self, upload):
        """What the file says; what it says wrongly is told row by row."""
        with tempfile.NamedTemporaryFile(suffix=Path(upload.name).suffix.lower()) as kept:
            for chunk in upload.chunks():
                kept.write(chunk)
            kept.flush()
            try:
                on = timezone.localdate()
                found = read_targets(Path(kept.name), self.object, actor=self.request.actor, on=on)
            except UnreadableFile as refusal:
                raise ValidationError(sentence(refusal.code, refusal.params)) from refusal
        if found.problems:
            raise ValidationError(found.problems[:LINES_SHOWN])
        return found
