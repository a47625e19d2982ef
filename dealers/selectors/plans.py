"""Plans in lists: a rep's month, the manager's inbox (handbook H8.2, H8.5)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from dealers.calc.planner_record import Record
from dealers.choices import PlanStatus
from dealers.models import PlanRemark, ProfitPlan
from dealers.selectors.figures import PlanFigures, Total, figures_of, total_of
from dealers.selectors.missing import MONTH_JOB, failing_runs, subject_of
from dealers.selectors.planner_record import records_of
from salesops.accounts.actor import Actor
from salesops.periods.choices import DeadlineKind
from salesops.periods.models import Deadline
from salesops.periods.month import Month
from salesops.workflow.models import JobRun
from stores.models import Customer


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One plan of a list with its figures and its deadline; in the inbox also with its planner's record."""

    plan: ProfitPlan
    figures: PlanFigures
    open_remarks: int
    due_on: date | None
    is_overdue: bool
    record: Record | None = None

    @property
    def is_clean(self) -> bool:
        """Whether it may be approved together with others."""
        return not self.figures.warnings

    @property
    def missing(self) -> str:
        """What the plan still lacks, in words."""
        parts = [_("not submitted")] if self.plan.is_editable else []
        counted = (
            (self.open_remarks, ngettext_lazy("%d open remark", "%d open remarks")),
            (self.figures.warnings, ngettext_lazy("%d warning", "%d warnings")),
        )
        return " · ".join([*parts, *(words % count for count, words in counted if count)])


@dataclass(frozen=True, slots=True)
class Inbox:
    """The manager's month by what became of the plans, and all of them as one plan."""

    waiting: list[PlanRow]
    decided: list[PlanRow]
    owed: list[PlanRow]
    total: Total


@dataclass(frozen=True, slots=True)
class DraftFailure:
    """A customer whose draft the job could not build."""

    customer: Customer
    reason: str
    attempts: int


def with_due_day(plans: QuerySet[ProfitPlan], actor: Actor) -> QuerySet[ProfitPlan]:
    """Plans with their deadline's day, and the day it was met."""
    deadlines = Deadline.objects.visible_to(actor).filter(
        kind=DeadlineKind.PLAN, month=OuterRef("month"), subject_id=OuterRef("customer_id")
    )
    return plans.annotate(
        due_on=Subquery(deadlines.values("due_on")[:1]),
        met_at=Subquery(deadlines.values("met_at")[:1]),
    )


def inbox_month(actor: Actor) -> Month | None:
    """The first month in which a plan waits for a decision, else the last one with plans. One query."""
    waits = Q(status=PlanStatus.SUBMITTED)
    months = ProfitPlan.objects.visible_to(actor).aggregate(first=Min("month", filter=waits), last=Max("month"))
    month = months["first"] or months["last"]
    return Month.of(month) if month else None


def inbox_of(actor: Actor, month: Month, on: date) -> Inbox:
    """What waits, by deadline, then by warnings and hints; what was decided; what is owed. Five queries."""
    plans = ProfitPlan.objects.visible_to(actor).of_month(month).select_related("customer", "rep")
    rows = rows_of(list(with_due_day(plans, actor).order_by("customer__code")), actor, on)
    records = records_of({row.plan.rep_id for row in rows}, actor, month, on)
    rows = [replace(row, record=records[row.plan.rep_id]) for row in rows]
    rows.sort(key=lambda row: (row.due_on or date.max, -row.figures.warnings, -row.figures.hints))
    by_status = {status: [row for row in rows if row.plan.status == status] for status in PlanStatus.values}
    return Inbox(
        waiting=by_status[PlanStatus.SUBMITTED],
        decided=by_status[PlanStatus.APPROVED],
        owed=by_status[PlanStatus.RETURNED] + by_status[PlanStatus.DRAFT],
        total=total_of(row.figures for row in rows),
    )


def rows_of(plans: Sequence[ProfitPlan], actor: Actor, on: date) -> list[PlanRow]:
    """Plans that came by `with_due_day`, with their figures. Two queries."""
    figures = figures_of(plans)
    remarks = PlanRemark.objects.visible_to(actor).filter(plan__in=[plan.pk for plan in plans], is_open=True)
    open_remarks = dict(remarks.order_by().values_list("plan_id").annotate(Count("pk")))
    return [
        PlanRow(
            plan=plan,
            figures=figures[plan.pk],
            open_remarks=open_remarks.get(plan.pk, 0),
            due_on=plan.due_on,
            is_overdue=plan.due_on is not None and plan.met_at is None and plan.due_on < on,
        )
        for plan in plans
    ]


def run_of(month: Month) -> JobRun | None:
    """How far the month's drafts are. One query."""
    return JobRun.objects.filter(job=MONTH_JOB, subject=str(month)).first()


def failures_of(month: Month, actor: Actor) -> list[DraftFailure]:
    """Whose draft could not be built, of the customers that the actor may see. Two queries."""
    run_by_code = {run.subject.removeprefix(subject_of(month, "")): run for run in failing_runs(month)}
    customers = Customer.objects.visible_to(actor).filter(code__in=run_by_code).order_by("code")
    return [
        DraftFailure(customer, run_by_code[customer.code].message, run_by_code[customer.code].attempts)
        for customer in customers
    ]
