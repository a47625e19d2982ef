"""A center's lines from its sales (handbook H8.2)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from dealers.calc.drafting import lines_by_customer
from dealers.calc.material import Increase, Material, ModelFacts, PriceFacts, SoldMonth, StoreFacts
from salesops.periods.month import Month
from stores.calc.model_mix import ModelLife

PRICE = PriceFacts(1, date(2024, 1, 1), Decimal(1999), Decimal(1699))
STORES = tuple(StoreFacts(pk, f"S{pk}", "multi", None, pk // 2, True) for pk in range(4))
MODELS = tuple(ModelFacts(pk, f"M{pk}", ModelLife(), PRICE) for pk in range(3))


def material(units=lambda store, model: 10, **options) -> Material:
    places = [(store.id, model.id) for store in STORES for model in MODELS]
    sold = tuple(
        SoldMonth(step * 100 + place, store, model, Month(2024, 11) + step, units(store, model))
        for step in range(24)
        for place, (store, model) in enumerate(places)
    )
    usual = {"month": Month(2026, 12), "end": Month(2026, 11), "stores": STORES, "models": MODELS, "sold": sold}
    return Material(**usual | options)


def test_each_customer_gets_its_stores_lines():
    lines = lines_by_customer(material())

    assert {customer: {line.store_id for line in of} for customer, of in lines.items()} == {0: {0, 1}, 1: {2, 3}}


def test_a_store_that_is_planned_no_more_has_no_lines():
    stores = (replace(STORES[0], is_planned=False), *STORES[1:])

    assert {line.store_id for line in lines_by_customer(material(stores=stores))[0]} == {1}


def test_a_center_without_planned_stores_has_nothing_to_draft():
    assert lines_by_customer(material(stores=())) == {}


def test_a_center_without_any_sales_has_nothing_to_draft():
    assert lines_by_customer(material(sold=())) == {}


def test_a_model_that_only_a_promotion_brings_gets_a_line_of_its_own():
    new = ModelFacts(9, "M9", ModelLife(date(2026, 12, 1)), PRICE)
    increases = {(1, 9): (Increase(5, "上市", "/promotions/1/"), Increase(2, "双十二", ""))}

    lines = lines_by_customer(material(models=(*MODELS, new), increases=increases))

    (line,) = [line for line in lines[0] if line.model_id == 9]
    assert (line.baseline, line.promotion, line.low, line.high) == (0, 7, 0, 7)
    assert [part["quantity"] for part in line.inputs["promotions"]] == [5, 2]


@given(units=st.lists(st.integers(0, 60), min_size=12, max_size=12))
def test_lines_add_up_to_the_stores_forecast_and_lie_in_their_range(units):
    lines = lines_by_customer(material(lambda store, model: units[store * 3 + model]))

    of_store = {}
    for line in (line for of in lines.values() for line in of):
        of_store.setdefault(line.store_id, []).append(line)
        assert line.low <= line.baseline <= line.high
    assert all(sum(x.baseline for x in of) == of[0].inputs["store"]["point"] for of in of_store.values())
