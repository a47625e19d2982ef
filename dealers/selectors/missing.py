"""Which drafts should exist and do not (handbook H1; jobs J3, J7)."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_noop

from dealers.choices import EDITABLE, PlanStatus
from dealers.models import PlanLine, ProfitPlan
from salesops.accounts.models import Center
from salesops.periods.month import Month
from salesops.workflow.models import JobRun
from salesops.workflow.selectors.runs import failed_runs, resting_subjects
from stores.models import Customer, SalesMonth, Store

BECAUSE = "the job drafts the plans of every center"
MONTH_JOB = gettext_noop("dealers.draft_plans")
CENTER_JOB = "dealers.draft_plans_of_center"
CUSTOMER_JOB = gettext_noop("dealers.draft_plan")
# Drafts are built in the night to this day of the month before, unless a center has its own.
DRAFT_DAY = 15
# So long an empty draft is tried again; after that there really is nothing to plan.
FRESH = timedelta(days=3)


def month_to_plan(on: date, center: Center | None = None) -> Month:
    """The month whose drafts should stand on a day: the next one from the drafting day on, before it the running one.

    Who looks at all centers follows the day that holds where a center has no other.
    """
    month = Month.of(on)
    return month + 1 if on.day >= (center.plan_draft_day if center else DRAFT_DAY) else month


def months_to_plan(on: date) -> dict[Month, QuerySet[Customer]]:
    """Whose drafts of which month should stand on a day, by each center's drafting day."""
    month, customers = Month.of(on), customers_to_plan()
    return {
        month: customers.filter(center__plan_draft_day__gt=on.day),
        month + 1: customers.filter(center__plan_draft_day__lte=on.day),
    }


def customers_drafted_on(on: date) -> QuerySet[Customer]:
    """Customers of the centers whose drafting day it is."""
    return customers_to_plan().filter(center__plan_draft_day=on.day)


def customers_to_plan(customer_ids: Iterable[int] | None = None) -> QuerySet[Customer]:
    """Active customers, by center; all of them or some. One query."""
    customers = Customer.objects.unscoped(because=BECAUSE).active().select_related("center")
    if customer_ids is not None:
        customers = customers.filter(pk__in=list(customer_ids))
    return customers.order_by("center_id", "code")


def plans_in_work() -> QuerySet[ProfitPlan]:
    """Plans that their reps still have to hand in."""
    return ProfitPlan.objects.unscoped(because=BECAUSE).filter(status__in=EDITABLE)


def customers_unplanned(month: Month) -> QuerySet[Customer]:
    """Customers without a plan of the month, whenever they came and however often they failed."""
    plans = ProfitPlan.objects.unscoped(because=BECAUSE).of_month(month).filter(customer=OuterRef("pk"))
    return customers_to_plan().filter(~Exists(plans))


def customers_without_plan(month: Month, at: datetime) -> list[int]:
    """Customers that were there before the month began and have no plan for it, but for those that rest.

    Only those whose center's drafting day has come. Two queries.
    """
    begins_at = timezone.make_aware(datetime.combine(month.first_day, time()))
    plans = ProfitPlan.objects.unscoped(because=BECAUSE).of_month(month).filter(customer=OuterRef("pk"))
    due = months_to_plan(timezone.localdate(at)).get(month, customers_to_plan().none())
    missing = due.filter(~Exists(plans), created_at__lt=begins_at)
    resting = resting_subjects(CUSTOMER_JOB, subject_of(month, ""), at)
    return [pk for pk, code in missing.values_list("pk", "code") if subject_of(month, code) not in resting]


def customers_with_empty_draft(month: Month, at: datetime) -> list[int]:
    """Customers whose fresh draft has no line although their center has sales by now. One query.

    Whoever imports customers, stores and sales one after the other must not find drafts of nothing.
    """
    has_lines = PlanLine.objects.unscoped(because=BECAUSE).filter(plan=OuterRef("pk"))
    has_sales = SalesMonth.objects.unscoped(because=BECAUSE).filter(store__center=OuterRef("center"))
    has_store = Store.objects.unscoped(because=BECAUSE).active().filter(customer=OuterRef("customer"))
    drafts = ProfitPlan.objects.unscoped(because=BECAUSE).of_month(month).filter(status=PlanStatus.DRAFT)
    empty = drafts.filter(~Exists(has_lines), Exists(has_sales), Exists(has_store), drafted_at__gt=at - FRESH)
    return list(empty.order_by("pk").values_list("customer_id", flat=True))


def failing_runs(month: Month) -> QuerySet[JobRun]:
    """Customers whose draft could not be built, with the reason and the number of tries. One query."""
    return failed_runs(CUSTOMER_JOB, subject_of(month, ""))


def subject_of(month: Month, customer_code: str) -> str:
    """How a customer's draft is called among the jobs: plan:2026-12:K0001."""
    return f"plan:{month}:{customer_code}"
