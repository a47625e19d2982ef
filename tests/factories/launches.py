"""Launches with their shares and stores."""

from datetime import date
from decimal import Decimal

import factory

from promotions.models import Launch, LaunchCenter, LaunchModel, LaunchRep, LaunchStore, SellIn
from salesops.accounts.choices import Role
from tests.factories.accounts import UserFactory
from tests.factories.stores import HandsetModelFactory, StoreFactory
from tests.factories.visits import MORNING


class LaunchFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Launch

    name = factory.Sequence(lambda n: f"新品{n}")
    starts_on = date(2026, 12, 1)
    ends_on = date(2026, 12, 28)
    created_at = MORNING
    created_by = factory.SubFactory(UserFactory, role=Role.MARKETING)


class LaunchModelFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LaunchModel

    launch = factory.SubFactory(LaunchFactory)
    model = factory.SubFactory(HandsetModelFactory)
    price_yuan = Decimal("2999.00")


class LaunchStoreFactory(factory.django.DjangoModelFactory):
    """A target store with the shares above it, all of one number unless told otherwise."""

    class Meta:
        model = LaunchStore

    launch = factory.SubFactory(LaunchFactory)
    store = factory.SubFactory(StoreFactory)
    store_class = factory.SelfAttribute("store.store_class")
    quantity = 10
    suggested = factory.SelfAttribute("quantity")

    @factory.lazy_attribute
    def part(self):
        because = "test"
        share, _ = LaunchCenter.objects.unscoped(because=because).get_or_create(
            launch=self.launch, center=self.store.center, defaults={"quantity": self.quantity}
        )
        part, _ = LaunchRep.objects.unscoped(because=because).get_or_create(
            share=share, rep=self.store.rep, defaults={"quantity": self.quantity}
        )
        return part


class SellInFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SellIn

    launch = factory.SubFactory(LaunchFactory)
    store = factory.SubFactory(StoreFactory)
    model = factory.SubFactory(HandsetModelFactory)
    done_on = date(2026, 12, 3)
    quantity = 3
    recorded_at = MORNING
    recorded_by = factory.SubFactory(UserFactory)
