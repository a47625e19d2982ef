from datetime import date
from decimal import Decimal

import pytest

from salesops.workflow.selectors.history import history_of
from stores.imports import CATALOGUE as KIND
from stores.models import HandsetModel, Price, Sku
from tests.stores.imports.sheets import actions, changes, look, problems, take

pytestmark = pytest.mark.django_db


def row(**more):
    return {
        "model": "XH20",
        "name": "星河 20",
        "brand": "星河",
        "series": None,
        "is_own": None,
        "launched_on": date(2026, 3, 1),
        "sku": "XH20-BK",
        "colour": "黑",
        "memory": "8+256",
        "list_yuan": Decimal(1999),
        "supply_yuan": Decimal(1699),
        "price_from": date(2026, 3, 1),
        **more,
    }


WHITE = {"sku": "XH20-WH", "colour": "白"}


def test_one_sheet_makes_model_skus_and_prices(db):
    assert actions(take(KIND, row(), row(**WHITE))) == ["created", "created"]

    model = HandsetModel.objects.get()
    assert (model.is_own, model.series) == (True, "")
    assert list(Sku.objects.order_by("code").values_list("code", "colour")) == [("XH20-BK", "黑"), ("XH20-WH", "白")]
    assert Price.objects.get().list_yuan == Decimal(1999)


def test_the_same_file_twice_changes_nothing(db):
    take(KIND, row(), row(**WHITE))

    assert actions(take(KIND, row(), row(**WHITE))) == ["unchanged", "unchanged"]
    assert [event.step for event in history_of(HandsetModel.objects.get())] == ["create"]


def test_a_later_price_is_a_further_one(db):
    take(KIND, row())
    later = row(price_from=date(2026, 6, 1), list_yuan=Decimal(1799))

    assert changes(look(KIND, later)) == [("2026-06-01", "", "1799.00 / 1699.00")]
    take(KIND, later)
    assert Price.objects.count() == 2


def test_changes_of_several_rows_are_one_event_of_the_model(db):
    take(KIND, row())
    take(KIND, row(name="星河 20 Pro", colour="墨黑"), row(name="星河 20 Pro", **WHITE))

    edit = history_of(HandsetModel.objects.get())[0]
    assert {change.field for change in edit.changes.all()} == {"name", "SKU XH20-BK", "SKU XH20-WH"}


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ({**WHITE, "name": "星河 21"}, ("says_otherwise", "name")),
        ({**WHITE, "list_yuan": Decimal(1)}, ("says_otherwise", "list_yuan")),
        ({"sku": "XH20-B2"}, ("variant_known", "sku")),
        ({"model": "XH21", "memory": "x"}, ("sku_of_other_model", "sku")),
        ({"model": "XH21", "sku": None}, ("required", "sku")),
        ({"model": "XH21", "sku": "Y", "price_from": None}, ("half_price", "price_from")),
        ({"model": "XH21", "sku": "Y", "ended_on": date(2026, 1, 1)}, ("ended_before_launch", "ended_on")),
    ],
)
def test_what_contradicts_is_refused_at_its_column(db, second, expected):
    assert problems(look(KIND, row(), row(**second))) == [(3, *expected)]


def test_only_marketing_and_admin_change_the_catalogue(cast):
    assert actions(look(KIND, row(), actor=cast.actor("marketing"))) == ["created"]
    assert problems(look(KIND, row(), actor=cast.actor("manager"))) == [(2, "not_yours", "model")]
