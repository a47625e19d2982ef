"""The words in which promoters and their stores are asked for (handbook H7)."""

from datetime import date

from django.db import models
from django.db.models import Q

from promotions.promoter_choices import PromoterKind, PromoterStatus
from salesops.accounts.scoping import ScopedQuerySet
from salesops.searching.rows import SearchableQuerySet


class PromoterQuerySet(SearchableQuerySet, ScopedQuerySet):
    def here(self):
        """Who is employed, on probation or confirmed."""
        return self.exclude(status=PromoterStatus.LEFT)


class _Spans(models.QuerySet):
    def holding_on(self, on: date):
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on), starts_on__lte=on)

    def touching(self, start: date, end: date | None):
        """Holding on some day from start to the day before end; no end is for ever."""
        rows = self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=start))
        return rows.filter(starts_on__lt=end) if end else rows


class AssignmentQuerySet(_Spans, ScopedQuerySet):
    def counted(self):
        """Of promoters on our payroll: the headcount standard speaks of no others."""
        return self.filter(promoter__kind=PromoterKind.PROMOTER)


class HeadcountQuerySet(_Spans):
    pass
