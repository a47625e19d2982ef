"""Profit plans for other programs (handbook H13, H8.2)."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse

from dealers.choices import PlanStatus
from dealers.models import PlanLine, ProfitPlan
from salesops.accounts.choices import ApiScope
from salesops.web.openapi import MOMENT, TEXT, WHOLE, list_of, or_null, whole_record
from salesops.web.typed import month_in
from salesops.web.views.feeds import BadQuery, feed, feed_page

LINE = whole_record(store=TEXT, model=TEXT, quantity=WHOLE, drafted_quantity=WHOLE, list_yuan=TEXT, supply_yuan=TEXT)
PLAN = whole_record(
    id=WHOLE,
    customer=TEXT,
    center=TEXT,
    rep=TEXT,
    month={"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$"},
    status={"enum": PlanStatus.values},
    version=WHOLE,
    approved_at=or_null(MOMENT),
    lines=list_of(LINE),
)


@feed(ApiScope.PLANS, PLAN, month=TEXT)
def plan_feed(request: HttpRequest) -> HttpResponse:
    """Monthly profit plans with what each store is to sell of each model, as it counts today."""
    lines = PlanLine.objects.visible_to(request.actor).select_related("store", "model").defer("inputs").order_by("pk")
    plans = (
        ProfitPlan.objects.visible_to(request.actor)
        .select_related("customer", "center", "rep")
        .prefetch_related(Prefetch("lines", queryset=lines))
    )
    if request.GET.get("month"):
        month = month_in(request.GET)
        if month is None:
            raise BadQuery("month: not a month such as 2026-12.")
        plans = plans.filter(month=month.first_day)
    return feed_page(request, plans, _written)


def _written(plans: Sequence[ProfitPlan]) -> Iterator[dict[str, Any]]:
    for plan in plans:
        yield {
            "id": plan.pk,
            "customer": plan.customer.code,
            "center": plan.center.code,
            "rep": plan.rep.username,
            "month": f"{plan.month:%Y-%m}",
            "status": plan.status,
            "version": plan.version,
            "approved_at": plan.approved_at,
            "lines": [_written_line(line) for line in plan.lines.all()],
        }


def _written_line(line: PlanLine) -> dict[str, Any]:
    return {
        "store": line.store.code,
        "model": line.model.code,
        "quantity": line.quantity,
        "drafted_quantity": line.drafted_quantity,
        "list_yuan": str(line.list_yuan),
        "supply_yuan": str(line.supply_yuan),
    }
