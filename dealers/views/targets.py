"""Pages of targets (handbook H8.1)."""

import re

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from dealers.forms.targets import CenterTargetsForm, CompanyTargetsForm, parts_in
from dealers.models import TargetVersion
from dealers.selectors.target_tree import Look, look_at, path_of, rows_at, rows_below, top_rows
from dealers.selectors.targets import versions_beside, visible_places, with_units
from dealers.services.targets import create_company_targets, start_center_targets
from dealers.target_filters import TargetFilter
from dealers.target_rules import MAKERS, may_write_target, sets_company_targets
from dealers.target_steps import TARGET_STEPS
from dealers.target_tables import TargetTable
from salesops.accounts.choices import Role
from salesops.accounts.models import Center
from salesops.web.htmx import answer
from salesops.web.typed import number_in
from salesops.web.views import ScopedCreate, ScopedDetail, ScopedList
from salesops.workflow.flow import possible_steps
from salesops.workflow.selectors.history import history_of

HISTORY_SHOWN = 30
PATH = re.compile(r"[0-9]{1,19}(-[0-9]{1,19}){0,5}")


class TargetList(ScopedList):
    model = TargetVersion
    table_class = TargetTable
    filterset_class = TargetFilter
    template_name = "dealers/targets/target_list.html"
    export_name = _("Targets")
    title = _("Targets")
    clause = "H8.1"

    def narrow(self, rows):
        rows = with_units(rows.readable_by(self.request.actor), self.request.actor).select_related("center")
        return rows.order_by("-year", "center__code", "-number", "pk")

    def get_context_data(self, **kwargs):
        actor = self.request.actor
        return super().get_context_data(**kwargs) | {
            "may_create": sets_company_targets(actor),
            "may_split": actor.is_manager,
        }


class TargetDetail(ScopedDetail):
    """The tree, level by level: `place` begins lower down, `quarter` and `series` narrow the numbers."""

    model = TargetVersion
    template_name = "dealers/targets/target_detail.html"
    clause = "H8.1"

    def narrow(self, rows):
        return rows.readable_by(self.request.actor).select_related("center", "basis")

    def get_context_data(self, **kwargs):
        actor, version = self.request.actor, self.object
        look = look_asked(self.request, version)
        place = number_in(self.request.GET, "place")
        node = get_object_or_404(visible_places(actor).filter(version=version), pk=place) if place else None
        steps = possible_steps(TARGET_STEPS, version, actor)
        return super().get_context_data(**kwargs) | {
            "look": look,
            "place": node,
            "rows": rows_at(look, actor, node) if node else top_rows(look, actor),
            "moves": [(step, reverse(f"dealers:target_{step.name}", args=[version.pk])) for step in steps],
            "may_write": version.is_writable and may_write_target(actor, version),
            "may_amend": version.status == "approved" and may_write_target(actor, version),
            "beside": versions_beside(version, actor),
            "events": history_of(version)[:HISTORY_SHOWN],
        }


@login_required
@require_safe
def target_below(request, pk):
    """The next level of one place, as rows of the tree."""
    node = get_object_or_404(visible_places(request.actor), pk=pk)
    look = look_asked(request, node.version)
    asked = request.GET.get("under", "")
    under = asked if PATH.fullmatch(asked) else path_of(node)
    rows = rows_below(look, request.actor, node, under=under)
    context = {"look": look, "rows": rows, "under": under, "title": str(node)}
    fragment = "dealers/targets/_rows.html" if request.htmx else "dealers/targets/_tree.html"
    return answer(request, fragment, context)


class CompanyTargetsCreate(ScopedCreate):
    form_class = CompanyTargetsForm
    roles = MAKERS
    title = _("New targets of the company")
    clause = "H8.1"
    submit_label = _("Share out")
    cancel_url = reverse_lazy("dealers:target_list")

    def get_initial(self):
        return {"year": timezone.localdate().year + 1}

    def act(self, cleaned):
        said = {"actor": self.request.actor, "at": timezone.now(), "reason": cleaned["reason"]}
        return create_company_targets(cleaned["year"], cleaned["total"], parts_in(cleaned), **said)


class CenterTargetsCreate(ScopedCreate):
    """The manager's own center: its number in the company's targets, shared out."""

    form_class = CenterTargetsForm
    roles = {Role.MANAGER}
    title = _("Split the center's targets")
    clause = "H8.1"
    submit_label = _("Share out")
    cancel_url = reverse_lazy("dealers:target_list")

    def get_initial(self):
        return {"year": timezone.localdate().year + 1}

    def act(self, cleaned):
        center = get_object_or_404(Center, pk=self.request.actor.center_id)
        parts = None if cleaned["keeps_weights"] else parts_in(cleaned)
        said = {"actor": self.request.actor, "at": timezone.now(), "reason": cleaned["reason"]}
        return start_center_targets(center, cleaned["year"], parts, **said)


def look_asked(request: HttpRequest, version: TargetVersion) -> Look:
    return look_at(version, number_in(request.GET, "quarter"), request.GET.get("series"))
