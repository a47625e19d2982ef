"""Promoters and their places in stores."""

from datetime import date

import factory

from promotions.models import Applicant, Assignment, HeadcountLine, Need, Promoter
from tests.factories.accounts import UserFactory
from tests.factories.stores import StoreFactory
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
