"""A center may forbid that a new plan drops a store without a visit at the end of a month (handbook H4.5)."""

from datetime import date

from django.utils.translation import gettext as _

from salesops.errors import DomainError
from salesops.periods.month import Month
from stores.models import Store
from visits.choices import PlannedVisitStatus
from visits.models import PlannedVisit, RoutePlan
from visits.selectors.unvisited import in_last_days, without_visit

BECAUSE = "the visits of a rep whose plan changes"
NAMED = 5


class UnvisitedDropped(DomainError):
    """The plan would leave stores without any visit in this month."""


def still_planned(plan: RoutePlan, on: date) -> set[int]:
    """The stores that the rep's calendar has from a day to its month's end; none where the center has no such rule.

    One query in the last ten days of a month, else none.
    """
    month = Month.of(on)
    if not (plan.center.keeps_unvisited_stores and in_last_days(month, on)):
        return set()
    rows = PlannedVisit.objects.unscoped(because=BECAUSE).filter(rep=plan.rep_id, status=PlannedVisitStatus.PLANNED)
    return set(rows.filter(planned_on__gte=on, planned_on__lte=month.last_day).values_list("store", flat=True))


def require_none_dropped(plan: RoutePlan, before: set[int], on: date) -> None:
    """Refuse a calendar that lost stores which had no visit this month. Three queries at most."""
    dropped = before - still_planned(plan, on) if before else set()
    unvisited = without_visit(dropped, Month.of(on)) if dropped else set()
    if unvisited:
        names = Store.objects.unscoped(because=BECAUSE).filter(pk__in=unvisited).order_by("name")[:NAMED]
        raise UnvisitedDropped(
            _("In the last ten days of a month no store without a visit may leave it: %(stores)s.")
            % {"stores": _(", ").join(store.name for store in names)}
        )
