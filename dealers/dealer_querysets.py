"""The words in which candidates and territories are asked for (handbook H10.1)."""

from datetime import date

from django.db.models import Max, Q

from salesops.accounts.scoping import ScopedQuerySet


class CandidateQuerySet(ScopedQuerySet):
    def with_last_visit(self):
        return self.annotate(last_visit_on=Max("visits__visited_on"))


class SpanQuerySet(ScopedQuerySet):
    """Rows that hold from a day to the day before another."""

    def holding_on(self, on: date):
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on), starts_on__lte=on)

    def touching(self, start: date, end: date | None):
        """Holding on some day from start to the day before end; no end is for ever."""
        rows = self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=start))
        return rows.filter(starts_on__lt=end) if end else rows


class TerritoryQuerySet(SpanQuerySet):
    def exclusive(self):
        return self.filter(is_exclusive=True)

    def within(self, start: int, end: int):
        """Sharing a division with a span of codes: in it, or around it."""
        return self.filter(division_from__lt=end, division_to__gt=start)
