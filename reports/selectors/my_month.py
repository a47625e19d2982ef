"""A rep's own month: what is owed, what was sold and visited (handbook H1, H12.2)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from dealers.choices import PlanStatus
from dealers.models import ProfitPlan, TrackedLine
from reports.choices import ReviewStatus
from reports.models import BusinessReview
from reports.selectors.home import MonthAtAGlance, month_at_a_glance
from salesops.accounts.actor import Actor
from salesops.periods.models import Deadline
from salesops.periods.month import Month


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many plans or reviews of a month stand in one state."""

    state: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class MyMonth:
    """The running month's figures, the next month's plans, the last month's reviews."""

    glance: MonthAtAGlance
    planned_month: Month
    plans: tuple[StateCount, ...]
    reviewed_month: Month
    reviews: tuple[StateCount, ...]
    deadlines: tuple[Deadline, ...]
    overdue: int
    lines_behind: int


def my_month(actor: Actor, month: Month, on: date) -> MyMonth:
    """Everything of one rep, and of those it stands in for. Sixteen queries."""
    deadlines = tuple(Deadline.objects.visible_to(actor).open().order_by("due_on", "subject")[:50])
    plans = ProfitPlan.objects.visible_to(actor).of_month(month + 1).order_by()
    reviews = BusinessReview.objects.visible_to(actor).of_month(month - 1).order_by()
    return MyMonth(
        glance=month_at_a_glance(actor, month, on),
        planned_month=month + 1,
        plans=_counts(PlanStatus, plans),
        reviewed_month=month - 1,
        reviews=_counts(ReviewStatus, reviews),
        deadlines=deadlines,
        overdue=sum(deadline.due_on < on for deadline in deadlines),
        lines_behind=TrackedLine.objects.visible_to(actor).waiting(on).count(),
    )


def _counts(states, rows) -> tuple[StateCount, ...]:
    counts = dict(rows.values_list("status").annotate(Count("pk")))
    return tuple(StateCount(state.value, str(state.label), counts[state]) for state in states if state in counts)
