"""Weeks of plans."""

from datetime import timedelta

import factory
from django.utils import timezone

from dealers.calc.tracking import week_before
from dealers.models import PlanWeek, TrackedLine
from tests.factories.dealers import ProfitPlanFactory
from tests.factories.stores import HandsetModelFactory, StoreFactory
from tests.factories.visits import MORNING


def last_week():
    """The week whose lines can be answered today."""
    return week_before(timezone.localdate())


class PlanWeekFactory(factory.django.DjangoModelFactory):
    """Ten of twenty working days have passed, and four of twenty units were sold."""

    class Meta:
        model = PlanWeek

    plan = factory.SubFactory(ProfitPlanFactory)
    week_on = factory.LazyFunction(last_week)
    days_passed = 10
    days_total = 20
    due_on = factory.LazyAttribute(lambda week: week.week_on + timedelta(days=8))
    planned = 20
    planned_reported = 20
    actual = 4
    light = "red"
    red_lines = 1
    stores = 1
    unreported = 0
    terms = factory.LazyFunction(lambda: {"green_from": 100, "red_below": 80, "least_missing": 2})
    rule = "tracking-1"
    built_at = MORNING


class TrackedLineFactory(factory.django.DjangoModelFactory):
    """Far behind, and nobody has said why yet."""

    class Meta:
        model = TrackedLine

    class Params:
        answered = factory.Trait(
            cause="stock_out",
            action="补货",
            action_due_on=factory.LazyFunction(timezone.localdate),
            answered_by=factory.SelfAttribute("week.plan.rep"),
            answered_at=MORNING,
        )

    week = factory.SubFactory(PlanWeekFactory)
    store = factory.SubFactory(StoreFactory, customer=factory.SelfAttribute("..week.plan.customer"))
    model = factory.SubFactory(HandsetModelFactory)
    planned = 20
    actual = 4
    light = "red"
