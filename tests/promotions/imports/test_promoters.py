"""Promoters from a sheet, and back (handbook H2.4, H7)."""

from datetime import date

import pytest

from promotions.imports.promoters import PROMOTERS as KIND
from promotions.models import Promoter
from salesops.workflow.selectors.history import history_of
from tests.factories.promoters import PromoterFactory
from tests.stores.imports.sheets import actions, changes, look, problems, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(cast):
    known = {
        "code": "P1",
        "name": "李芳",
        "kind": "promoter",
        "rep": cast.rep.username,
        "employed_on": date(2026, 3, 1),
    }
    return lambda **more: {**known, **more}


def test_a_new_promoter_is_employed_in_its_reps_center(cast, row):
    assert actions(take(KIND, row())) == ["created"]

    promoter = Promoter.objects.unscoped(because="test").get()
    assert (promoter.center, promoter.rep, promoter.status) == (cast.center, cast.rep, "active")
    assert [event.step for event in history_of(promoter)] == ["create"]


def test_the_same_file_twice_changes_nothing(row):
    take(KIND, row())

    assert actions(take(KIND, row())) == ["unchanged"]


def test_a_change_shows_labels_and_leaves_history(cast, row):
    promoter = PromoterFactory(code="P1", name="李芳", rep=cast.rep, employed_on=date(2026, 3, 1))

    assert changes(look(KIND, row(kind="temporary"))) == [("kind", "直销员", "临促")]
    take(KIND, row(kind="temporary"))
    assert [event.step for event in history_of(promoter)] == ["edit"]


def test_nobody_is_moved_to_a_rep_of_another_center(cast, row):
    PromoterFactory(code="P1", rep=cast.rep)

    assert problems(look(KIND, row(rep=cast.foreign_rep.username))) == [(2, "rep_of_elsewhere", "rep")]


def test_a_sheet_has_no_place_for_what_must_be_sealed():
    assert {column.name for column in KIND.columns} & {"phone", "id_number", "bank_account"} == set()
