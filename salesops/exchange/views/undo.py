"""Taking an import back: what it would do, what stands in the way, and why (handbook H2.4)."""

from functools import cached_property, partial

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from salesops.accounts.choices import Role
from salesops.errors import DomainError
from salesops.exchange import tasks
from salesops.exchange.forms import UndoForm
from salesops.exchange.models import ImportRun
from salesops.exchange.rules import may_import
from salesops.exchange.selectors import obstacle_lines
from salesops.exchange.services import look_at_undo, request_undo
from salesops.exchange.writer import ExportColumn, xlsx_response
from salesops.web.views import ScopedUpdate, door

_OBSTACLES_ON_PAGE = 40


class ImportUndo(ScopedUpdate):
    """The preview of an undo, and the decision."""

    roles = {Role.ADMIN}
    model = ImportRun
    form_class = UndoForm
    template_name = "exchange/imports/import_undo.html"
    done_message = ""
    clause = "H2.4"

    def get_title(self):
        return _("Undo: %(file)s") % {"file": self.object.file_name}

    @cached_property
    def plan(self):
        """What undoing would do now; None where it cannot be undone at all."""
        return look_at_undo(self.object, actor=self.request.actor, at=timezone.now())

    def act(self, cleaned):
        decision = {"possible_only": self.request.POST.get("rows") == "free", "reason": cleaned["reason"]}
        with transaction.atomic():
            run = request_undo(self.object, actor=self.request.actor, at=timezone.now(), **decision)
            transaction.on_commit(partial(tasks.undo.delay, run_id=run.pk), robust=True)
        return run

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs) | {
            "run": self.object,
            "cancel_url": self.object.get_absolute_url(),
        }
        try:
            plan = self.plan
        except DomainError as hindrance:
            return context | {"hindrance": str(hindrance)}
        return context | {
            "plan": plan,
            "obstacles": obstacle_lines(plan.obstacles[:_OBSTACLES_ON_PAGE], self.object.kind),
            "submit_label": _submit_label(plan),
        }


@login_required
@require_safe
def import_obstacles(request, pk):
    """Every row that stands in the way, as a spreadsheet."""
    door(request, may_import, None)
    run = get_object_or_404(ImportRun.objects.visible_to(request.actor), pk=pk)
    try:
        obstacles = look_at_undo(run, actor=request.actor, at=timezone.now()).obstacles
    except DomainError:
        obstacles = ()
    columns = [ExportColumn(_("Row"), 8), ExportColumn(_("What"), 40), ExportColumn(_("Message"), 70)]
    rows = ([line.row or "", line.subject, line.message] for line in obstacle_lines(obstacles, run.kind))
    return xlsx_response(_("In the way of undoing %(file)s") % {"file": run.file_name}, columns, rows)


def _submit_label(plan):
    count = plan.removed + plan.restored
    if plan.kept:
        return ngettext("Undo the other row only (%(n)s)", "Undo the other rows only (%(n)s)", count) % {"n": count}
    return ngettext("Undo %(n)s row", "Undo %(n)s rows", count) % {"n": count}
