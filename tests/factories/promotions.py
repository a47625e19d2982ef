"""Promotions."""

from datetime import date
from decimal import Decimal

import factory

from promotions.choices import CostKind, CostStage, PromotionKind
from promotions.models import CostLine, Promotion, PromotionStore
from salesops.accounts.choices import Role
from tests.factories.accounts import UserFactory
from tests.factories.stores import StoreFactory
from tests.factories.visits import MORNING


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
