"""The words in which routes, visits and tasks are asked for (handbook H4, H5)."""

from datetime import date

from salesops.accounts.scoping import ScopedQuerySet
from salesops.periods.month import Month
from visits.choices import PlannedVisitStatus, RouteStatus, TaskStatus, VisitStatus


class RoutePlanQuerySet(ScopedQuerySet):
    def approved(self):
        return self.filter(status=RouteStatus.APPROVED)

    def current(self):
        """What somebody works on or works by."""
        return self.exclude(status=RouteStatus.SUPERSEDED)


class PlannedVisitQuerySet(ScopedQuerySet):
    def on_day(self, on: date):
        return self.filter(planned_on=on)

    def of_month(self, month: Month):
        return self.filter(planned_on__gte=month.first_day, planned_on__lt=month.next_first_day)

    def due(self):
        """Those that count in the compliance's denominator: not dropped by holiday, leave or closing."""
        return self.exclude(status=PlannedVisitStatus.DROPPED)


class VisitQuerySet(ScopedQuerySet):
    def open(self):
        return self.filter(status=VisitStatus.OPEN)

    def finished(self):
        return self.filter(status=VisitStatus.CLOSED)

    def of_month(self, month: Month):
        return self.filter(visited_on__gte=month.first_day, visited_on__lt=month.next_first_day)


class TaskQuerySet(ScopedQuerySet):
    def open(self):
        return self.filter(status=TaskStatus.OPEN)
