"""A center's lines from its sales (handbook H8.2)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from dealers.calc.drafting import lines_by_customer
from dealers.calc.material import Increase, IncreaseKind, Material, ModelFacts, PriceFacts, Stock, StoreFacts
from salesops.periods.month import Month
from stores.calc.model_mix import ModelLife

PRICE = PriceFacts(1, date(2024, 1, 1), Decimal(1999), Decimal(1699))
STORES = tuple(StoreFacts(pk, f"S{pk}", "multi", None, pk // 2, True) for pk in range(4))
MODELS = tuple(ModelFacts(pk, f"M{pk}", ModelLife(), PRICE) for pk in range(3))


def material(units=lambda store, model: 10, **options) -> Material:
    places = [(store.id, model.id) for store in STORES for model in MODELS]
    sold = {
        Month(2024, 11) + step: {
            (store, model): (step * 100 + place, units(store, model)) for place, (store, model) in enumerate(places)
        }
        for step in range(24)
    }
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
    assert lines_by_customer(material(sold={})) == {}


def brought(*parts):
    """Increases of kinds, as the plan's month has them at one store and model."""
    return tuple(Increase(kind, quantity, "上市", "") for kind, quantity in parts)


def line_with(model_id=0, **options):
    lines = lines_by_customer(material(**options))
    (line,) = [line for line in lines[0] if (line.store_id, line.model_id) == (1, model_id)]
    return line


def test_a_model_that_only_a_launch_and_a_promotion_bring_gets_a_line_of_its_own():
    new = ModelFacts(9, "M9", ModelLife(date(2026, 12, 1)), PRICE)
    increases = {(1, 9): brought((IncreaseKind.LAUNCH, 5), (IncreaseKind.PROMOTION, 2))}

    line = line_with(9, models=(*MODELS, new), increases=increases)

    assert (line.baseline, line.launch, line.promotion, line.promoter) == (0, 5, 2, 0)
    assert (line.low, line.high) == (0, 7)
    assert [(part["kind"], part["quantity"]) for part in line.inputs["promotions"]] == [("launch", 5), ("promotion", 2)]


def test_of_a_launch_only_what_the_baseline_does_not_expect_comes_on_top():
    usual = line_with().baseline

    more, less = (
        line_with(increases={(1, 0): brought((IncreaseKind.LAUNCH, units))}) for units in (usual + 4, usual - 4)
    )

    assert [(line.baseline, line.launch) for line in (more, less)] == [(usual, 4), (usual, 0)]


def test_a_promoter_who_goes_takes_units_along_but_never_more_than_the_baseline():
    usual = line_with()

    some, all_of_it = (
        line_with(increases={(1, 0): brought((IncreaseKind.PROMOTER, units))}) for units in (-3, -usual.baseline - 50)
    )

    assert (some.promoter, some.low, some.high) == (-3, usual.low - 3, usual.high - 3)
    assert (all_of_it.promoter, all_of_it.low) == (-usual.baseline, 0)


def test_where_nothing_is_expected_nobody_can_take_anything_away():
    new = ModelFacts(9, "M9", ModelLife(date(2026, 12, 1)), PRICE)

    lines = lines_by_customer(material(models=(*MODELS, new), increases={(1, 9): brought((IncreaseKind.PROMOTER, -2))}))

    assert 9 not in {line.model_id for line in lines[0]}


@given(units=st.lists(st.integers(0, 60), min_size=12, max_size=12))
def test_lines_add_up_to_the_stores_forecast_and_lie_in_their_range(units):
    lines = lines_by_customer(material(lambda store, model: units[store * 3 + model]))

    of_store = {}
    for line in (line for of in lines.values() for line in of):
        of_store.setdefault(line.store_id, []).append(line)
        assert line.low <= line.baseline <= line.high
    assert all(sum(x.baseline for x in of) == of[0].inputs["store"]["point"] for of in of_store.values())


def carriages(**options) -> dict[int, str]:
    """Of the first customer's first store, by model; its class is asked for the first two models."""
    stores = tuple(replace(store, store_class="A") for store in STORES)
    known = {"stores": stores, "standard": {("A", "multi"): {0, 1}}}
    lines = lines_by_customer(material(**known | options))[0]
    return {line.model_id: line.carriage for line in lines if line.store_id == 0}


def until_september(is_meant):
    """The usual sales, of which the places that are meant end with September."""
    return {
        month: {place: sold for place, sold in rows.items() if month < Month(2026, 10) or not is_meant(*place)}
        for month, rows in material().sold.items()
    }


def without(model, **options) -> dict[int, str]:
    """The store sold that model for the last time in September."""
    return carriages(sold=until_september(lambda _store, sold: sold == model), **options)


def test_what_a_store_sells_it_carries_whether_asked_or_not():
    assert carriages() == {0: "carried", 1: "carried", 2: "carried"}


def test_what_was_not_sold_in_the_last_month_is_not_carried():
    assert without(1) == {0: "carried", 1: "missing", 2: "carried"}
    assert without(2) == {0: "carried", 1: "carried", 2: "not_asked"}


def test_a_count_puts_it_back_on_the_shelf_and_a_delivery_alone_does_not():
    assert without(1, stock={(0, 1): Stock(3, date(2026, 11, 2))})[1] == "carried"
    assert without(1, stock={(0, 1): Stock(3, None)})[1] == "missing"


def test_a_store_of_which_nothing_is_known_lacks_nothing():
    sold = until_september(lambda store, _model: store == 0)

    assert set(carriages(sold=sold).values()) == {""}


def test_without_a_standard_for_the_class_nothing_is_said():
    assert set(carriages(standard={("B", "multi"): {0}}).values()) == {""}
