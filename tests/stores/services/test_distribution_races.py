"""The standard and its measured weeks when several act at once; only PostgreSQL lets them."""

from datetime import date

import pytest

from salesops.accounts.actor import Actor
from stores.models import DistributionLine, DistributionWeek
from stores.services import Cell, ChangedMeanwhile, set_distribution
from stores.services.distribution_weeks import measure_week
from tests.factories.stores import CustomerFactory, DistributionLineFactory, HandsetModelFactory, StoreFactory
from tests.stores.classes import AT
from tests.stores.services.test_races import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_of_eight_who_set_one_cell_of_the_standard_one_wins_and_the_others_are_told():
    cell = Cell(HandsetModelFactory().pk, "A", "multi")
    day, actor = date(2026, 10, 1), Actor.system("test")

    def put(number):
        try:
            return set_distribution({cell: number + 1}, starts_on=day, seen={cell: None}, actor=actor, at=AT)
        except ChangedMeanwhile as refusal:
            return type(refusal)

    assert at_once(put).count(ChangedMeanwhile) == 7
    assert DistributionLine.objects.count() == 1


def test_a_week_that_is_measured_eight_times_at_once_stands_there_once(cast):
    DistributionLineFactory()
    StoreFactory(customer=CustomerFactory(rep=cast.rep))

    results = at_once(lambda n: measure_week(cast.center, date(2026, 10, 5), on=date(2026, 10, 11)))

    assert results == [1] * 8
    assert DistributionWeek.objects.unscoped(because="test").count() == 1
