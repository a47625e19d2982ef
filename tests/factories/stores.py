"""Customers, stores, catalogue and sales."""

from datetime import date
from decimal import Decimal

import factory
from django.utils import timezone

from stores.choices import CustomerKind, SaleKind, SaleSource, StoreClass, StoreFormat
from stores.models import (
    Customer,
    CustomerContact,
    DistributionLine,
    HandsetModel,
    Price,
    SalesMonth,
    SalesRecord,
    Sku,
    StockCount,
    Store,
    StoreContact,
    StoreProposal,
)
from tests.factories.accounts import UserFactory


class CustomerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Customer

    code = factory.Sequence(lambda n: f"K{n:04}")
    name = factory.Sequence(lambda n: f"客户{n}")
    kind = CustomerKind.INDEPENDENT
    rep = factory.SubFactory(UserFactory)
    center = factory.SelfAttribute("rep.center")
    rebate_percent = Decimal("2.00")
    monthly_support_yuan = Decimal("500.00")
    monthly_cost_yuan = Decimal("3000.00")


class StoreFactory(factory.django.DjangoModelFactory):
    """A store of a customer, with the customer's rep and center unless told otherwise."""

    class Meta:
        model = Store

    code = factory.Sequence(lambda n: f"S{n:05}")
    name = factory.Sequence(lambda n: f"门店{n}")
    customer = factory.SubFactory(CustomerFactory)
    center = factory.SelfAttribute("customer.center")
    rep = factory.SelfAttribute("customer.rep")
    format = StoreFormat.MULTI
    lon = Decimal("120.150000")
    lat = Decimal("30.280000")
    opened_on = date(2023, 1, 1)


class StoreProposalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = StoreProposal

    rep = factory.SubFactory(UserFactory)
    center = factory.SelfAttribute("rep.center")
    name = factory.Sequence(lambda n: f"新店{n}")
    customer = factory.SubFactory(CustomerFactory, rep=factory.SelfAttribute("..rep"))
    format = StoreFormat.MULTI
    proposed_at = factory.LazyFunction(timezone.now)


class StoreContactFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = StoreContact

    owner = factory.SubFactory(StoreFactory)
    name = factory.Sequence(lambda n: f"联系人{n}")
    phone = "13800000000"


class CustomerContactFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CustomerContact

    owner = factory.SubFactory(CustomerFactory)
    name = factory.Sequence(lambda n: f"联系人{n}")
    phone = "13800000000"


class HandsetModelFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = HandsetModel

    code = factory.Sequence(lambda n: f"M{n:03}")
    name = factory.Sequence(lambda n: f"星河 {n}")
    brand = "星河"
    launched_on = date(2024, 1, 1)


class PriceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Price

    model = factory.SubFactory(HandsetModelFactory)
    starts_on = date(2024, 1, 1)
    list_yuan = Decimal("1999.00")
    supply_yuan = Decimal("1699.00")


class SkuFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Sku

    code = factory.Sequence(lambda n: f"U{n:04}")
    model = factory.SubFactory(HandsetModelFactory)
    colour = "黑"
    memory = "8+256"


class SalesRecordFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SalesRecord

    kind = SaleKind.SELL_OUT
    store = factory.SubFactory(StoreFactory)
    sku = factory.SubFactory(SkuFactory)
    sold_on = date(2026, 10, 15)
    quantity = 1
    source = SaleSource.IMPORT
    document = factory.Sequence(lambda n: f"D{n}")
    recorded_at = factory.LazyFunction(timezone.now)


class SalesMonthFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SalesMonth

    store = factory.SubFactory(StoreFactory)
    model = factory.SubFactory(HandsetModelFactory)
    month = date(2026, 10, 1)
    sell_out = 10
    sell_in = 10
    records = 1


class StockCountFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = StockCount

    store = factory.SubFactory(StoreFactory)
    sku = factory.SubFactory(SkuFactory)
    counted_on = date(2026, 10, 15)
    quantity = 3
    recorded_at = factory.LazyFunction(timezone.now)


class DistributionLineFactory(factory.django.DjangoModelFactory):
    """Class C of multi-brand shops, as new stores are."""

    class Meta:
        model = DistributionLine

    model = factory.SubFactory(HandsetModelFactory)
    store_class = StoreClass.C
    format = StoreFormat.MULTI
    colours = 1
    starts_on = date(2026, 1, 1)
