"""Candidates for dealers, and what binds those that became one."""

from datetime import date
from decimal import Decimal

import factory

from dealers.calc.territory import span_of
from dealers.dealer_choices import Criterion
from dealers.models import CandidateMark, DealerCandidate, DealerContract, Territory
from stores.choices import CustomerKind
from tests.factories.accounts import UserFactory
from tests.factories.stores import CustomerFactory
from tests.factories.visits import MORNING


class DealerFactory(CustomerFactory):
    name = factory.Sequence(lambda n: f"经销商{n}")
    kind = CustomerKind.DEALER


class CandidateFactory(factory.django.DjangoModelFactory):
    """A scored one has a three for each criterion, which makes sixty points."""

    class Meta:
        model = DealerCandidate
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"候选{n}")
    rep = factory.SubFactory(UserFactory)
    center = factory.SelfAttribute("rep.center")
    found_on = date(2026, 10, 1)
    created_at = MORNING

    class Params:
        scored = factory.Trait(status="scored", score=Decimal(60))

    @factory.post_generation
    def marks(self, create, extracted, **kwargs):
        if create and self.score:
            CandidateMark.objects.bulk_create(
                CandidateMark(candidate=self, criterion=name, mark=3) for name in Criterion.values
            )


class DealerContractFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DealerContract

    customer = factory.SubFactory(DealerFactory)
    number = factory.Sequence(lambda n: f"HT{n:04}")
    starts_on = date(2026, 1, 1)
    ends_on = date(2027, 1, 1)


class TerritoryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Territory

    customer = factory.SubFactory(DealerFactory)
    division_code = "330106"
    division_from = factory.LazyAttribute(lambda t: span_of(t.division_code)[0])
    division_to = factory.LazyAttribute(lambda t: span_of(t.division_code)[1])
    starts_on = date(2026, 1, 1)
