"""Business reviews."""

from datetime import date

import factory

from reports.models import BusinessReview
from tests.factories.stores import CustomerFactory
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
