from datetime import date

import pytest

from salesops.workflow.selectors.history import history_of
from stores.imports import DISTRIBUTION as KIND
from stores.models import DistributionLine
from tests.factories.stores import DistributionLineFactory, HandsetModelFactory, SkuFactory
from tests.stores.imports.sheets import actions, changes, look, problems, take

pytestmark = pytest.mark.django_db
JANUARY, OCTOBER, DECEMBER = date(2026, 1, 1), date(2026, 10, 1), date(2026, 12, 1)


@pytest.fixture
def model(db):
    return HandsetModelFactory(code="XH20")


def row(**more):
    return {"model": "XH20", "store_class": "C", "format": "multi", "colours": 2, "starts_on": OCTOBER, **more}


def lines():
    return list(DistributionLine.objects.order_by("starts_on").values_list("colours", "starts_on", "ends_on"))


def test_rows_make_change_and_end_lines(model):
    DistributionLineFactory(model=model)

    outcomes = take(KIND, row(), row(store_class="A"), row(starts_on=DECEMBER, colours=None))

    assert actions(outcomes) == ["changed", "created", "changed"]
    of_c = DistributionLine.objects.filter(store_class="C").order_by("starts_on")
    assert list(of_c.values_list("colours", "starts_on", "ends_on")) == [
        (1, JANUARY, OCTOBER),
        (2, OCTOBER, DECEMBER),
    ]


def test_a_line_of_the_file_that_a_later_row_takes_back_is_not_written(model):
    take(KIND, row(), row(starts_on=DECEMBER, colours=3))

    assert lines() == [(2, OCTOBER, DECEMBER), (3, DECEMBER, None)]
    assert [one.field for one in history_of(model).first().changes.order_by("pk")] == [
        "C · 多品牌店 2026-10-01",
        "C · 多品牌店 2026-12-01",
    ]


def test_the_same_file_twice_changes_nothing(model):
    take(KIND, row(), row(starts_on=DECEMBER, colours=None))
    before = lines()

    assert actions(take(KIND, row(), row(starts_on=DECEMBER, colours=None))) == ["unchanged", "unchanged"]
    assert lines() == before


def test_a_dry_run_says_what_would_change(model):
    DistributionLineFactory(model=model)

    assert changes(look(KIND, row())) == [("colours", "1", "2")]
    assert lines() == [(1, JANUARY, None)]


def test_rows_that_cannot_be_had_are_refused_in_words(cast, model):
    SkuFactory(model=model)

    assert problems(look(KIND, row(model="XX"), row())) == [
        (2, "unknown_code", "model"),
        (3, "too_many_colours", "colours"),
    ]
    assert problems(look(KIND, row(), actor=cast.actor("manager"))) == [(2, "not_yours", "model")]
