"""Targets beside each other, and beside the plans (handbook H8.1)."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from dealers.models import TargetVersion
from dealers.selectors.missing import month_to_plan
from dealers.selectors.target_gap import gap_of
from dealers.selectors.target_tree import QUARTERS
from dealers.selectors.target_versions import side_by_side
from dealers.selectors.targets import visible_places
from salesops.accounts.models import Center, User
from salesops.web.typed import month_in, number_in
from salesops.web.views import Page, ScopedDetail


class TargetVersions(ScopedDetail):
    """All versions of a year and scope side by side; `place` opens the level below it."""

    model = TargetVersion
    template_name = "dealers/targets/target_versions.html"
    clause = "H8.1"

    def narrow(self, rows):
        return rows.readable_by(self.request.actor).select_related("center")

    def get_context_data(self, **kwargs):
        actor, said = self.request.actor, self.request.GET
        place, quarter = number_in(said, "place"), number_in(said, "quarter")
        quarter = quarter if quarter in QUARTERS else None
        node = get_object_or_404(visible_places(actor).filter(version=self.object), pk=place) if place else None
        return super().get_context_data(**kwargs) | {
            "place": node,
            "quarter": quarter,
            "beside": side_by_side(self.object, actor, quarter=quarter, place=node),
        }


class TargetGap(Page, TemplateView):
    """The targets in force beside a month's plans: by center, rep, customer."""

    template_name = "dealers/targets/target_gap.html"
    title = _("Targets and plans")
    clause = "H8.1"

    def get_context_data(self, **kwargs):
        actor, said = self.request.actor, self.request.GET
        month = month_in(said) or month_to_plan(timezone.localdate(), self.request.user.center)
        center = Center.objects.filter(pk=number_in(said, "center")).first() if actor.sees_all else None
        reps = User.objects.reps().visible_to(actor)
        rep = reps.filter(pk=number_in(said, "rep")).first() if not actor.is_rep else None
        found = gap_of(actor, month, center_id=center and center.pk, rep_id=rep and rep.pk)
        return super().get_context_data(**kwargs) | {"month": month, "center": center, "rep": rep, "found": found}
