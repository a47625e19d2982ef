"""The words in which a dealer's daily business is asked for (handbook H10.2)."""

from datetime import date

from django.db.models import Exists, F, OuterRef

from dealers.business_choices import UNSETTLED
from dealers.calc.receivables import Age, due_days_of
from salesops.accounts.scoping import ScopedQuerySet


class StockQuerySet(ScopedQuerySet):
    def latest(self):
        """Of each SKU the last count alone."""
        newer = type(self)(self.model).unscoped(because="a later count of the same dealer and SKU")
        newer = newer.filter(customer=OuterRef("customer"), sku=OuterRef("sku"), counted_on__gt=OuterRef("counted_on"))
        return self.filter(~Exists(newer))


class ReceivableQuerySet(ScopedQuerySet):
    def unpaid(self):
        return self.filter(paid_yuan__lt=F("amount_yuan"))

    def overdue(self, on: date):
        return self.unpaid().filter(due_on__lt=on)

    def aged(self, age: Age, on: date):
        first, last = due_days_of(age, on)
        rows = self.unpaid()
        rows = rows.filter(due_on__gte=first) if first else rows
        return rows.filter(due_on__lte=last) if last else rows


class CaseQuerySet(ScopedQuerySet):
    def unsettled(self):
        return self.filter(status__in=UNSETTLED)

    def overdue(self, on: date):
        return self.unsettled().filter(due_on__lt=on)
