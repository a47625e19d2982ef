"""Pages of profit plans (handbook H8.2)."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from dealers.filters import PlanFilter
from dealers.models import ProfitPlan
from dealers.selectors.amendments import may_amend, undecided_of
from dealers.selectors.export import file_name, sheets_of
from dealers.selectors.missing import month_to_plan
from dealers.selectors.plan_page import plan_page, plan_sums
from dealers.selectors.plans import failures_of, rows_of, run_of, with_due_day
from dealers.selectors.tracking import weeks_of
from dealers.tables import PlanTable
from salesops.exchange.writer import workbook_response
from salesops.web.views import ScopedDetail, ScopedList
from salesops.workflow.selectors.history import history_of

HISTORY_SHOWN = 50


class PlanList(ScopedList):
    model = ProfitPlan
    table_class = PlanTable
    filterset_class = PlanFilter
    template_name = "dealers/plans/plan_list.html"
    title = _("Profit plans")
    clause = "H8.2"
    export_name = _("Profit plans")

    def narrow(self, rows):
        rows = rows.select_related("customer", "rep").order_by("-month", "customer__code", "pk")
        return with_due_day(rows, self.request.actor)

    def get_table(self, **kwargs):
        table = super().get_table(**kwargs)
        self.complete([row.record for row in table.paginated_rows])
        return table

    def complete(self, plans) -> None:
        for row in rows_of(plans, self.request.actor, timezone.localdate()):
            row.plan.row = row

    def get_context_data(self, **kwargs):
        month = month_to_plan(timezone.localdate(), self.request.user.center)
        return super().get_context_data(**kwargs) | {
            "month": month,
            "run": run_of(month),
            "failures": failures_of(month, self.request.actor),
        }


class PlanDetail(ScopedDetail):
    model = ProfitPlan
    template_name = "dealers/plans/plan_detail.html"
    clause = "H8.2"

    def narrow(self, rows):
        return rows.select_related("customer", "center", "rep")

    def get_context_data(self, **kwargs):
        page = plan_page(self.object, self.request.actor, timezone.localdate())
        return super().get_context_data(**kwargs) | {
            "plan": self.object,
            "page": page,
            "head": page.head,
            "undecided": undecided_of(self.object, self.request.actor),
            "may_amend": may_amend(self.object, self.request.actor, timezone.localdate()),
            "weeks": weeks_of(self.object, self.request.actor),
            "events": history_of(self.object)[:HISTORY_SHOWN],
        }


@login_required
@require_safe
def plan_figures(request, pk):
    """The plan's and the stores' accounts, asked for again after a line was changed."""
    plan = get_object_or_404(ProfitPlan.objects.visible_to(request.actor).select_related("customer", "rep"), pk=pk)
    sums = plan_sums(plan, request.actor, timezone.localdate())
    return render(request, "dealers/plans/_sums.html", {"plan": plan, "head": sums.head, "stores": sums.stores})


@login_required
@require_safe
def plan_export(request, pk):
    plan = get_object_or_404(ProfitPlan.objects.visible_to(request.actor).select_related("customer", "rep"), pk=pk)
    page = plan_page(plan, request.actor, timezone.localdate())
    return workbook_response(file_name(plan), sheets_of(page))
