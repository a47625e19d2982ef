"""The words in which plans are asked for (handbook H8)."""

from dealers.choices import EDITABLE, PlanStatus
from salesops.accounts.scoping import ScopedQuerySet
from salesops.periods.month import Month


class ProfitPlanQuerySet(ScopedQuerySet):
    def of_month(self, month: Month):
        return self.filter(month=month.first_day)

    def within(self, start: Month, end: Month):
        """Months from start to end, end excluded."""
        return self.filter(month__gte=start.first_day, month__lt=end.first_day)

    def submitted(self):
        return self.filter(status=PlanStatus.SUBMITTED)

    def editable(self):
        return self.filter(status__in=EDITABLE)
