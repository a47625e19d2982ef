"""Deadlines and days decided by hand."""

from datetime import date

import factory

from salesops.periods.choices import DeadlineKind
from salesops.periods.models import Deadline, WorkdayOverride
from tests.factories.accounts import UserFactory


class DeadlineFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Deadline

    kind = DeadlineKind.PLAN
    month = date(2026, 12, 1)
    subject_id = factory.Sequence(lambda n: n + 1)
    subject = factory.Sequence(lambda n: f"客户{n}")
    rep = factory.SubFactory(UserFactory)
    center = factory.SelfAttribute("rep.center")
    due_on = date(2026, 11, 20)


class WorkdayOverrideFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = WorkdayOverride

    day = factory.Sequence(lambda n: date.fromordinal(date(2027, 1, 1).toordinal() + n))
    is_workday = False
    note = "国务院通知"
