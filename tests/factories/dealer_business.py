"""The daily business with dealers."""

from datetime import date
from decimal import Decimal

import factory

from dealers.business_choices import CaseKind, MovementKind
from dealers.models import CaseEvidence, ChannelCase, DealerMovement, DealerStock, Receivable
from tests.factories.dealer_development import DealerFactory
from tests.factories.stores import SkuFactory
from tests.factories.visits import MORNING


class MovementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DealerMovement

    kind = MovementKind.SELL_IN
    customer = factory.SubFactory(DealerFactory)
    sku = factory.SubFactory(SkuFactory)
    moved_on = date(2026, 11, 2)
    quantity = 50
    recorded_at = MORNING


class DealerStockFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DealerStock

    customer = factory.SubFactory(DealerFactory)
    sku = factory.SubFactory(SkuFactory)
    counted_on = date(2026, 11, 2)
    quantity = 56
    recorded_at = MORNING


class ReceivableFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Receivable

    customer = factory.SubFactory(DealerFactory)
    document = factory.Sequence(lambda n: f"FP{n:05}")
    issued_on = date(2026, 10, 1)
    due_on = date(2026, 10, 31)
    amount_yuan = Decimal("8000.00")
    created_at = MORNING


class ChannelCaseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ChannelCase

    kind = CaseKind.DIVERSION
    customer = factory.SubFactory(DealerFactory)
    what = "外地串货 12 台"
    found_on = date(2026, 11, 1)
    due_on = date(2026, 11, 15)
    created_at = MORNING


class CaseEvidenceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CaseEvidence

    case = factory.SubFactory(ChannelCaseFactory)
    text = "串号 12 个"
    added_by = factory.SelfAttribute("case.customer.rep")
    added_at = MORNING
