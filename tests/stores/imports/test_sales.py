from datetime import date
from decimal import Decimal

import pytest

from stores.imports import SALES as KIND
from stores.models import DisplaySample, SalesMonth, SalesRecord, SoldHandset
from tests.factories.stores import CustomerFactory, PriceFactory, SkuFactory, StoreFactory
from tests.stores.imports.sheets import actions, changes, look, problems, take, take_in_parts

pytestmark = pytest.mark.django_db


@pytest.fixture
def store(cast):
    return StoreFactory(code="S1", customer=CustomerFactory(rep=cast.rep))


@pytest.fixture
def sku():
    price = PriceFactory(starts_on=date(2026, 1, 1), list_yuan=Decimal(1000))
    return SkuFactory(code="U1", model=price.model)


def row(quantity=5, **more):
    return {
        "kind": "sell_out",
        "store": "S1",
        "sku": "U1",
        "day": date(2026, 2, 10),
        "quantity": quantity,
        "document": None,
        "amount": None,
        **more,
    }


def rows():
    return SalesRecord.objects.unscoped(because="test").order_by("pk")


def test_an_import_records_and_rolls_up(store, sku):
    assert actions(take(KIND, row(), row(-1, document="R1"))) == ["created", "created"]

    month = SalesMonth.objects.unscoped(because="test").get()
    assert (month.sell_out, month.sell_out_yuan, month.records) == (4, Decimal(4000), 2)
    assert {record.import_run_id for record in rows()} == {1}


def test_the_same_file_twice_adds_nothing_twice(store, sku):
    take(KIND, row(), row(0, document="none sold"))

    assert actions(take(KIND, row(), row(0, document="none sold"))) == ["unchanged", "unchanged"]
    assert rows().count() == 2


def test_another_quantity_is_a_correction_with_old_and_new(store, sku):
    take(KIND, row())
    outcomes = take(KIND, row(3))

    assert actions(outcomes) == ["changed"]
    assert changes(outcomes) == [("quantity", "5", "3"), ("amount_yuan", "5000.00", "3000.00")]
    assert list(rows().values_list("quantity", "correction_no")) == [(5, 0), (-2, 1)]


def test_unknown_codes_are_named_with_their_column(store, sku):
    outcomes = look(KIND, row(store="S9", sku="U9"), row())

    assert problems(outcomes) == [(2, "unknown_code", "store"), (2, "unknown_code", "sku")]
    assert actions(outcomes) == ["error", "created"]


def test_a_foreign_store_is_unknown(cast, store, sku):
    assert problems(look(KIND, row(), actor=cast.actor("stranger"))) == [(2, "unknown_code", "store")]


def test_a_merged_store_is_refused_with_the_code_to_use(store, sku):
    StoreFactory(code="S2", customer=store.customer, status="closed", closed_on=date(2026, 2, 1), merged_into=store)

    outcomes = look(KIND, row(store="S2"), row())

    assert problems(outcomes) == [(2, "merged", "store")]
    assert outcomes[0].problems[0].params == {"code": "S1"}


ONE, TWO = "490154203237518", "356938035643809"


def handsets():
    return SoldHandset.objects.unscoped(because="test").order_by("pk")


def test_imeis_come_with_their_sale_and_the_same_file_again_changes_nothing(store, sku):
    sheet = row(2, imei=(ONE, TWO)), row(-1, imei=(ONE,), document="R1")
    assert actions(take(KIND, sheet[0])) == ["created"]
    assert actions(take(KIND, sheet[1])) == ["created"]

    assert actions(take(KIND, *sheet[1:])) == ["unchanged"]
    assert [(handset.imei, handset.freed_by_id is None) for handset in handsets()] == [(ONE, False), (TWO, True)]


@pytest.mark.parametrize("is_writing", [False, True])
def test_an_imei_that_stands_twice_in_a_file_names_the_other_row_however_far_off_it_is(store, sku, is_writing):
    first, second = row(1, imei=(ONE,)), row(2, imei=(TWO, ONE), document="2")

    outcomes = take_in_parts(KIND, [first], [second], is_writing=is_writing)

    assert problems(outcomes) == [(3, "imei_twice", "imei")]
    assert outcomes[1].problems[0].params == {"text": ONE, "row": 2}


def test_an_imei_twice_in_neighbouring_rows_is_told_in_the_same_words(store, sku):
    outcomes = look(KIND, row(1, imei=(ONE,)), row(-1, imei=(ONE,), document="R1"))

    assert problems(outcomes) == [(3, "imei_twice", "imei")]


def test_a_refused_row_keeps_no_other_from_naming_its_imei(store, sku):
    outcomes = look(KIND, row(1, imei=(ONE, TWO)), row(1, imei=(ONE,), document="2"))

    assert problems(outcomes) == [(2, "more_imeis", "imei")]


def test_what_stands_as_a_sample_since_a_later_day_is_refused_at_its_column(store, sku):
    DisplaySample.objects.create(store=store, sku=sku, imei=ONE, starts_on=date(2026, 2, 11))

    assert problems(look(KIND, row(1, imei=(ONE,)))) == [(2, "imei_stands", "imei")]
    assert actions(look(KIND, row(1, imei=(ONE,), day=date(2026, 2, 11)))) == ["created"]


def test_an_imei_that_cannot_be_is_refused_at_its_column(store, sku):
    take(KIND, row(imei=(ONE,)))

    outcomes = look(
        KIND,
        row(1, imei=(ONE,), document="2"),
        row(1, imei=(TWO, ONE), document="3"),
        row(-1, imei=(TWO,), document="4"),
        row(1, imei=(TWO,), kind="sell_in"),
    )

    assert problems(outcomes) == [
        (2, "imei_sold", "imei"),
        (3, "more_imeis", "imei"),
        (4, "imei_not_sold", "imei"),
        (5, "imei_of_sell_in", "imei"),
    ]
