"""Promoters and their places in stores."""

from datetime import date, timedelta

import factory

from promotions.models import (
    Applicant,
    Assignment,
    Attendance,
    DayOff,
    Guidance,
    HeadcountLine,
    Need,
    Promoter,
    RosterWeek,
    Shift,
)
from salesops.periods.month import Month
from tests.factories.accounts import UserFactory
from tests.factories.stores import HandsetModelFactory, SalesMonthFactory, StoreFactory
from tests.factories.visits import MORNING


class PromoterFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Promoter

    code = factory.Sequence(lambda n: f"P{n:04}")
    name = factory.Sequence(lambda n: f"直销员{n}")
    rep = factory.SubFactory(UserFactory)
    center = factory.SelfAttribute("rep.center")
    employed_on = date(2026, 1, 1)
    created_at = MORNING


class AssignmentFactory(factory.django.DjangoModelFactory):
    """A place in a store of the promoter's rep."""

    class Meta:
        model = Assignment

    promoter = factory.SubFactory(PromoterFactory)
    store = factory.SubFactory(StoreFactory, customer__rep=factory.SelfAttribute("...promoter.rep"))
    starts_on = date(2026, 1, 1)


class HeadcountLineFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = HeadcountLine

    store_class = "A"
    format = "multi"
    promoters = 1
    starts_on = date(2026, 1, 1)
    set_at = MORNING


class NeedFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Need

    store = factory.SubFactory(StoreFactory)
    needed_from = date(2026, 12, 1)
    created_at = MORNING


class ApplicantFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Applicant

    need = factory.SubFactory(NeedFactory)
    name = factory.Sequence(lambda n: f"应聘人{n}")
    moved_on = date(2026, 11, 20)
    created_at = MORNING


class RosterWeekFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RosterWeek

    rep = factory.SubFactory(UserFactory)
    center = factory.SelfAttribute("rep.center")
    monday = date(2026, 11, 2)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        """A rep has one roster a week."""
        key = {"rep": kwargs.pop("rep"), "monday": kwargs.pop("monday")}
        return model_class.objects.unscoped(because="test").update_or_create(**key, defaults=kwargs)[0]


class ShiftFactory(factory.django.DjangoModelFactory):
    """A shift from ten to seven with an hour's break; give the promoter and the store."""

    class Meta:
        model = Shift

    promoter = factory.SubFactory(PromoterFactory)
    store = factory.SubFactory(StoreFactory, customer__rep=factory.SelfAttribute("...promoter.rep"))
    work_on = date(2026, 11, 2)
    week = factory.LazyAttribute(
        lambda shift: RosterWeek.objects.unscoped(because="test").get_or_create(
            rep=shift.promoter.rep,
            monday=shift.work_on - timedelta(days=shift.work_on.weekday()),
            defaults={"center": shift.promoter.center, "status": "published"},
        )[0]
    )


class AttendanceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Attendance

    promoter = factory.SubFactory(PromoterFactory)
    store = factory.SubFactory(StoreFactory, customer__rep=factory.SelfAttribute("...promoter.rep"))
    work_on = date(2026, 11, 2)
    came_at = MORNING


class DayOffFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DayOff

    promoter = factory.SubFactory(PromoterFactory)
    starts_on = date(2026, 11, 4)
    ends_on = date(2026, 11, 5)
    entered_by = factory.SelfAttribute("promoter.rep")
    entered_at = MORNING


class GuidanceFactory(factory.django.DjangoModelFactory):
    """Given by the promoter's leader, who is to look again."""

    class Meta:
        model = Guidance

    promoter = factory.SubFactory(PromoterFactory)
    held_on = date(2026, 11, 2)
    guided_by = factory.SelfAttribute("promoter.rep")
    topic = "talk"
    noticed = "先报价后介绍"
    agreed = "先问需求，再推荐"
    look_again_on = date(2026, 11, 16)


def promoters_that_brought(center, *, half_more_in: int) -> None:
    """Stores of a center that sold 15 a month with a promoter and 10 without, six months each, among stores that
    sold alike all the year."""
    rep = UserFactory(center=center)
    model = HandsetModelFactory(is_own=True)
    months = [Month(2025, 11) + step for step in range(12)]
    for number in range(half_more_in + 1):
        store = StoreFactory(customer__rep=rep)
        has_one = number < half_more_in
        if has_one:
            AssignmentFactory(promoter__rep=rep, store=store, starts_on=date(2026, 5, 1), ends_on=date(2026, 11, 1))
        for month in months:
            units = 15 if has_one and month >= Month(2026, 5) else 10
            SalesMonthFactory(store=store, model=model, month=month.first_day, sell_out=units)
