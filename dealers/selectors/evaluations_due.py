"""Which centers' dealers are still to be measured for a quarter (handbook H1, H10.6)."""

from datetime import date

from dealers.calc.quarters import Quarter
from dealers.evaluation_choices import OPEN_TO_TYPE
from dealers.models import DealerEvaluation
from salesops.accounts.models import Center
from salesops.periods.selectors.calendar import week_of, workday_overrides
from salesops.periods.workdays import quarter_evaluation_due

BECAUSE = "the job measures the dealers of every center"


def centers_to_evaluate(quarter: Quarter, on: date) -> list[str]:
    """Codes of the centers whose tenth working day after it has not passed, or that still owe one. Three queries."""
    centers, overrides = Center.objects.filter(is_active=True).order_by("pk"), workday_overrides()
    open_ones = DealerEvaluation.objects.unscoped(because=BECAUSE).filter(status__in=OPEN_TO_TYPE)
    owing = set(open_ones.filter(quarter=quarter.first_day).values_list("center_id", flat=True))
    return [
        center.code
        for center in centers
        if center.pk in owing or on <= quarter_evaluation_due(quarter.last_month, week_of(center), overrides).date
    ]
