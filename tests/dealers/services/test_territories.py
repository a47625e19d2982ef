"""Exclusive territories never overlap, whoever writes (handbook H10.1)."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from dealers.models import Territory
from dealers.services.territories import GivenAway, end_territory, give_territories
from salesops.workflow.selectors.history import history_of
from tests.factories.dealer_development import DealerFactory, TerritoryFactory
from tests.factories.visits import MORNING

pytestmark = pytest.mark.django_db

START, END = date(2026, 12, 1), date(2027, 12, 1)


def give(cast, dealer, codes=("330106",), **options):
    span = {"is_exclusive": True, "starts_on": START, "ends_on": END}
    return give_territories(dealer, codes, **span | options, actor=cast.actor("manager"), at=MORNING)


@pytest.mark.parametrize("code", ["330106", "330100", "330000"])
def test_the_database_refuses_a_second_exclusive_territory_of_or_around_the_division(code):
    TerritoryFactory(is_exclusive=True)

    with pytest.raises(IntegrityError), transaction.atomic():
        TerritoryFactory(is_exclusive=True, division_code=code, starts_on=date(2026, 6, 1))


@pytest.mark.parametrize(
    "other",
    [
        {"division_code": "330108"},
        {"is_exclusive": False},
        {"starts_on": date(2026, 3, 1)},
        {"starts_on": date(2025, 1, 1), "ends_on": date(2026, 1, 1)},
    ],
)
def test_another_division_another_time_or_side_by_side_is_allowed(other):
    TerritoryFactory(is_exclusive=True, ends_on=date(2026, 3, 1))

    TerritoryFactory(**{"is_exclusive": True, **other})

    assert Territory.objects.unscoped(because="test").count() == 2


def test_a_span_made_longer_over_anothers_is_refused_by_the_database():
    first = TerritoryFactory(is_exclusive=True, ends_on=date(2026, 3, 1))
    TerritoryFactory(is_exclusive=True, starts_on=date(2026, 3, 1))

    with pytest.raises(IntegrityError), transaction.atomic():
        Territory.objects.unscoped(because="test").filter(pk=first.pk).update(ends_on=None)


def test_all_divisions_are_given_or_none(cast):
    TerritoryFactory(customer__rep=cast.colleague, division_code="330108", is_exclusive=True)
    dealer = DealerFactory(rep=cast.rep)

    with pytest.raises(GivenAway):
        give(cast, dealer, ("330106", "330108"))

    assert not Territory.objects.unscoped(because="test").filter(customer=dealer).exists()


def test_another_centers_dealer_is_not_named(cast):
    other = TerritoryFactory(customer__rep=cast.foreign_rep, is_exclusive=True).customer

    with pytest.raises(GivenAway) as refusal:
        give(cast, DealerFactory(rep=cast.rep))

    assert other.name not in str(refusal.value)


def test_what_ends_early_is_free_for_the_next_and_told_in_both_histories(cast):
    first, second = DealerFactory(rep=cast.rep), DealerFactory(rep=cast.rep)
    (territory,) = give(cast, first)

    end_territory(territory, ends_on=date(2027, 3, 1), actor=cast.actor("manager"), at=MORNING)
    give(cast, second, starts_on=date(2027, 3, 1))

    assert [event.step for event in history_of(first)] == ["end territory", "give territory"]
    assert [event.step for event in history_of(second)] == ["give territory"]


def test_a_rep_gives_no_territory(cast):
    with pytest.raises(PermissionDenied):
        give_territories(
            DealerFactory(rep=cast.rep),
            ["330106"],
            is_exclusive=False,
            starts_on=START,
            ends_on=None,
            actor=cast.actor("rep"),
            at=MORNING,
        )
