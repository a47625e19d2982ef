"""Business reviews."""

from datetime import date
from uuid import uuid4

import factory

from reports.choices import Confirmed
from reports.models import BusinessReview, ReviewAction, ReviewLine, ReviewWalk
from tests.factories.stores import CustomerFactory, HandsetModelFactory, StoreFactory
from tests.factories.visits import MORNING


class BusinessReviewFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BusinessReview

    customer = factory.SubFactory(CustomerFactory)
    center = factory.SelfAttribute("customer.center")
    rep = factory.SelfAttribute("customer.rep")
    month = date(2026, 10, 1)
    rule_version = "test"
    built_at = MORNING


class ReviewLineFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ReviewLine

    review = factory.SubFactory(BusinessReviewFactory)
    store = factory.SubFactory(StoreFactory, customer=factory.SelfAttribute("..review.customer"))
    model = factory.SubFactory(HandsetModelFactory)
    planned = 10
    actual = 10
    last_month = 8
    last_year = 12


class ReviewActionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ReviewAction

    review = factory.SubFactory(BusinessReviewFactory)
    store = factory.SubFactory(StoreFactory, customer=factory.SelfAttribute("..review.customer"))
    text = "补齐陈列"
    due_on = date(2026, 11, 30)
    task_client_id = factory.LazyFunction(uuid4)


class ReviewWalkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ReviewWalk

    review = factory.SubFactory(BusinessReviewFactory)
    held_on = date(2026, 11, 6)
    with_whom = "采购部负责人"
    agreed = "下月主推两款机型"
    confirmation = Confirmed.SIGNED
    confirmed_by = "店长"
    written_by = factory.SelfAttribute("review.rep")
    written_at = MORNING
