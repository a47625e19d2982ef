"""Amendments of approved plans."""

import factory

from dealers.models import AmendmentLine, PlanAmendment
from tests.factories.dealers import ProfitPlanFactory
from tests.factories.stores import HandsetModelFactory, StoreFactory


class AmendmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PlanAmendment

    plan = factory.SubFactory(ProfitPlanFactory)
    reason = "客户追加团购"


class AmendmentLineFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AmendmentLine

    amendment = factory.SubFactory(AmendmentFactory)
    store = factory.SubFactory(StoreFactory, customer=factory.SelfAttribute("..amendment.plan.customer"))
    model = factory.SubFactory(HandsetModelFactory)
    before_quantity = 0
    after_quantity = 7
