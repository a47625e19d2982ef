"""The teams of dealers."""

from datetime import date

import factory

from dealers.models import DealerPerson, PersonStore, PersonTraining
from tests.factories.dealer_development import DealerFactory
from tests.factories.stores import StoreFactory
from tests.factories.visits import MORNING


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DealerPerson

    customer = factory.SubFactory(DealerFactory)
    name = factory.Sequence(lambda n: f"业务员{n}")
    joined_on = date(2026, 1, 1)
    created_at = MORNING


class PersonStoreFactory(factory.django.DjangoModelFactory):
    """A store of the person's dealer."""

    class Meta:
        model = PersonStore

    person = factory.SubFactory(PersonFactory)
    store = factory.SubFactory(StoreFactory, customer=factory.SelfAttribute("..person.customer"))
    starts_on = date(2026, 1, 1)


class PersonTrainingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PersonTraining

    person = factory.SubFactory(PersonFactory)
    topic = "product"
    held_on = date(2026, 8, 1)
    recorded_by = factory.SelfAttribute("person.customer.rep")
    recorded_at = MORNING
