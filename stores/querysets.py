"""The words in which the archive is asked for (handbook H2)."""

from datetime import date
from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Case, CharField, F, Q, TextField, When
from django.db.models.functions import Cast

from salesops.accounts.scoping import ScopedQuerySet
from salesops.periods.month import Month
from salesops.searching.rows import SearchableQuerySet
from stores.choices import CustomerStatus, SaleKind, StoreStatus


class ArchiveQuerySet(SearchableQuerySet, ScopedQuerySet):
    def standing(self):
        """Without those that were merged into another one: they are found by link alone."""
        return self.filter(merged_into__isnull=True)


class TwinsQuerySet(ScopedQuerySet):
    def likely(self):
        """Pairs that nobody has called two different ones."""
        return self.filter(parted_at__isnull=True)


class CustomerQuerySet(ArchiveQuerySet):
    def active(self):
        return self.filter(status=CustomerStatus.ACTIVE)


class StoreQuerySet(ArchiveQuerySet):
    def active(self):
        return self.filter(status=StoreStatus.ACTIVE)

    def of_rep(self, rep_id: int):
        return self.filter(rep_id=rep_id)


class HandsetModelQuerySet(SearchableQuerySet):
    def own(self):
        return self.filter(is_own=True)

    def on_sale(self, on: date):
        """Launched by that day and not at the end of life."""
        return self.filter(
            Q(launched_on__isnull=True) | Q(launched_on__lte=on),
            Q(ended_on__isnull=True) | Q(ended_on__gt=on),
        )

    def not_ended(self, on: date):
        """Not at the end of life: on sale, or yet to come."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on))


class SalesRecordQuerySet(ScopedQuerySet):
    def sell_out(self):
        return self.filter(kind=SaleKind.SELL_OUT)

    def of_month(self, month: Month):
        return self.filter(sold_on__gte=month.first_day, sold_on__lt=month.next_first_day)


class SalesMonthQuerySet(ScopedQuerySet):
    def of_month(self, month: Month):
        return self.filter(month=month.first_day)

    def within(self, start: Month, end: Month):
        """Months from start to end, end excluded."""
        return self.filter(month__gte=start.first_day, month__lt=end.first_day)


# A class that one resample in five or more does not give is a class to look at.
IS_UNSURE = Q(certainty_percent__lt=80)


class ClassificationEntryQuerySet(ScopedQuerySet):
    def with_settled_class(self):
        """Add the class without a manager's override."""
        settled = Case(When(is_kept=True, then=F("previous_class")), default=F("store_class"), output_field=CharField())
        return self.annotate(settled=settled)

    def with_flag_text(self):
        """Add the flags as text, as SQLite cannot look into a JSON list."""
        return self.annotate(flag_text=Cast("flags", TextField()))

    def movers(self):
        return self.exclude(shown_class=F("previous_class"))

    def jumps(self):
        """Stores that went from A to C or back in one step, which is more often an error than a fact."""
        return self.with_flag_text().filter(flag_text__contains='"jump"')

    def unsure(self):
        return self.filter(IS_UNSURE)

    def kept(self):
        """Stores that the bare rule moves and the noise band holds."""
        return self.filter(is_kept=True)


class DistributionLineQuerySet(models.QuerySet):
    def in_force(self, on: date):
        """Lines that hold on a day, of models that are on sale then: the end of life ends a demand by itself."""
        return self.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gt=on),
            Q(model__launched_on__isnull=True) | Q(model__launched_on__lte=on),
            Q(model__ended_on__isnull=True) | Q(model__ended_on__gt=on),
            starts_on__lte=on,
            model__is_own=True,
        )


class SkuQuerySet(models.QuerySet):
    def own(self):
        return self.filter(model__is_own=True)

    def launched(self, on: date):
        """Of models launched by that day; shops sell what they have beyond the end of life."""
        return self.filter(Q(model__launched_on__isnull=True) | Q(model__launched_on__lte=on))

    def found_by(self, pattern: str):
        """Variants whose code, colour or memory has this piece of search text, or whose model is found by it."""
        written = pattern.replace(" ", "")
        own = (Q(**{f"{name}__icontains": written}) for name in ("code", "colour", "memory"))
        return self.filter(reduce(or_, own, Q(model__search_text__contains=pattern)))
