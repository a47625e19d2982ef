"""Profit plans."""

from datetime import date
from decimal import Decimal

import factory

from dealers.choices import LineMethod
from dealers.models import PlanLine, ProfitPlan
from tests.factories.stores import CustomerFactory, HandsetModelFactory, StoreFactory
from tests.factories.visits import MORNING


class ProfitPlanFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ProfitPlan

    customer = factory.SubFactory(CustomerFactory)
    center = factory.SelfAttribute("customer.center")
    rep = factory.SelfAttribute("customer.rep")
    month = date(2026, 12, 1)
    rebate_percent = Decimal("2.00")
    drafted_support_yuan = Decimal("500.00")
    drafted_own_cost_yuan = Decimal("3000.00")
    forecast_rule = "test"
    profit_rule = "test"
    drafted_at = MORNING


class PlanLineFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PlanLine

    plan = factory.SubFactory(ProfitPlanFactory)
    store = factory.SubFactory(StoreFactory, customer=factory.SelfAttribute("..plan.customer"))
    model = factory.SubFactory(HandsetModelFactory)
    baseline_quantity = 10
    low_quantity = 8
    high_quantity = 13
    method = LineMethod.ROBUST
    list_yuan = Decimal("1999.00")
    supply_yuan = Decimal("1699.00")
