"""The words in which reviews are asked for (handbook H9)."""

from reports.choices import EDITABLE, ReviewStatus
from salesops.accounts.scoping import ScopedQuerySet
from salesops.periods.month import Month


class ReviewQuerySet(ScopedQuerySet):
    def of_month(self, month: Month):
        return self.filter(month=month.first_day)

    def submitted(self):
        return self.filter(status=ReviewStatus.SUBMITTED)

    def editable(self):
        return self.filter(status__in=EDITABLE)

    def drafts(self):
        return self.filter(status=ReviewStatus.DRAFT)
