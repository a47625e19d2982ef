"""The words in which weeks of plans are asked for (handbook H8.3)."""

from datetime import date

from django.db.models import Count, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from dealers.calc.tracking import MID_MONTH, week_before
from dealers.tracking_choices import TrackLight
from salesops.accounts.scoping import ScopedQuerySet
from salesops.periods.month import Month


class PlanWeekQuerySet(ScopedQuerySet):
    def of_week(self, week_on: date):
        return self.filter(week_on=week_on)

    def of_month(self, month: Month):
        return self.filter(plan__month=month.first_day)

    def mid_month(self):
        """The weeks in which interim summaries are made."""
        return self.filter(week_on__day__range=MID_MONTH)

    def with_open_lines(self):
        """Adds how many lines are far behind and have no cause yet, as `open_lines`."""
        lines = self.model._meta.get_field("lines").related_model.objects
        unanswered = lines.unscoped(because="lines of weeks that the caller may see").unanswered()
        counts = unanswered.filter(week=OuterRef("pk")).order_by().values("week").annotate(n=Count("pk")).values("n")
        return self.annotate(open_lines=Coalesce(Subquery(counts, output_field=IntegerField()), 0))


class TrackedLineQuerySet(ScopedQuerySet):
    def unanswered(self):
        return self.filter(light=TrackLight.RED, cause="")

    def waiting(self, on: date):
        """What can still be answered: until the next week has ended."""
        return self.unanswered().filter(week__week_on__gte=week_before(on))

    def missed(self, on: date):
        return self.unanswered().filter(week__week_on__lt=week_before(on))

    def telling(self):
        """What was far behind, or was answered."""
        return self.filter(Q(light=TrackLight.RED) | ~Q(cause=""))

    def answered(self):
        return self.exclude(cause="")

    def of_week(self, week_on: date):
        return self.filter(week__week_on=week_on)
