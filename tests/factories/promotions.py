"""Promotions."""

from datetime import date
from decimal import Decimal

import factory

from promotions.choices import CostKind, CostStage, Executed, MaterialKind, PromotionKind
from promotions.models import CostLine, ExecutionCheck, MaterialItem, Promotion, PromotionStore, TempBooking
from salesops.accounts.choices import Role
from tests.factories.accounts import UserFactory
from tests.factories.stores import StoreFactory
from tests.factories.visits import MORNING, VisitFactory


class PromotionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Promotion
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"促销{n}")
    kind = PromotionKind.GIFT
    mechanics = "购机赠耳机"
    starts_on = date(2026, 12, 1)
    ends_on = date(2026, 12, 10)
    created_at = MORNING
    created_by = factory.SubFactory(UserFactory, role=Role.MARKETING)

    @factory.post_generation
    def handset_models(self, create, models, **kwargs):
        if create and models:
            self.handset_models.set(models)


class PromotionStoreFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PromotionStore

    promotion = factory.SubFactory(PromotionFactory)
    store = factory.SubFactory(StoreFactory)
    extra_units = 10


class CostLineFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CostLine

    promotion = factory.SubFactory(PromotionFactory)
    stage = CostStage.BOOKED
    kind = CostKind.GIFTS
    cost_on = date(2026, 12, 1)
    quantity = 2
    unit_price_yuan = Decimal(10)
    created_at = MORNING
    created_by = factory.SubFactory(UserFactory, role=Role.MARKETING)


class MaterialItemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MaterialItem

    promotion = factory.SubFactory(PromotionFactory)
    kind = MaterialKind.POSM
    name = factory.Sequence(lambda n: f"海报{n}")
    per_store = 2


class TempBookingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = TempBooking

    promotion = factory.SubFactory(PromotionFactory)
    store = factory.SubFactory(StoreFactory)
    work_on = date(2026, 12, 2)
    people = 2
    day_rate_yuan = Decimal(150)
    created_at = MORNING
    created_by = factory.SubFactory(UserFactory, role=Role.MARKETING)


class ExecutionCheckFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ExecutionCheck

    promotion = factory.SubFactory(PromotionFactory)
    visit = factory.SubFactory(VisitFactory)
    store = factory.SelfAttribute("visit.store")
    checked_on = factory.SelfAttribute("visit.visited_on")
    executed = Executed.YES
    made_at = MORNING
    made_by = factory.SelfAttribute("visit.done_by")
