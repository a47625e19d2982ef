"""Targets add up on every level, pins stay, and a refusal names the difference (handbook H8.1)."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dealers.calc.targets import (
    SCALE,
    Column,
    Parts,
    Place,
    mixed,
    node_of,
    room_of,
    season_of,
    share_anew,
    share_down,
    spread,
    type_over,
    weights_of,
)
from promotions.calc.launch_split import DoesNotTally, Node

UNITS = st.integers(0, 300)


@st.composite
def trees(draw):
    """A center with reps, customers and stores, weights of its stores, and now and then a pin."""
    reps = []
    for rep in range(draw(st.integers(1, 3))):
        stores = [Place((rep, store)) for store in range(draw(st.integers(1, 3)))]
        reps.append(Place(rep, (Place((rep, "customer"), tuple(stores)),)))
    leaves = [store.key for rep in reps for store in rep.children[0].children]
    weights = {key: draw(st.integers(0, 40)) for key in leaves}
    pins = draw(st.dictionaries(st.sampled_from([*leaves, *range(len(reps))]), st.integers(0, 30), max_size=2))
    return tuple(reps), weights, pins


def walk(places):
    for place in places:
        yield place
        yield from walk(place.children)


def adds_up(numbers, places):
    parents = [place for place in walk(places) if place.children]
    return all(numbers[place.key] == sum(numbers[child.key] for child in place.children) for place in parents)


def or_difference(deed, *args, **kwargs):
    try:
        return deed(*args, **kwargs), 0
    except DoesNotTally as refusal:
        return {}, refusal.difference


@settings(max_examples=60)
@given(UNITS, trees())
def test_every_level_adds_up_and_pins_are_kept_or_it_is_refused_with_the_difference(total, tree):
    places, weights, pins = tree

    numbers, difference = or_difference(share_down, total, places, weights, pins)

    assume(not difference)
    assert sum(numbers[place.key] for place in places) == total
    assert adds_up(numbers, places)
    assert {key: numbers[key] for key in pins} == pins


@settings(max_examples=60)
@given(trees(), UNITS, st.lists(UNITS, min_size=2, max_size=4), st.data())
def test_a_typed_number_lies_on_its_columns_and_the_number_above_stays(tree, total, above, data):
    places, weights, pins = tree
    key = data.draw(st.sampled_from([place.key for place in places]))
    pins = {other: pin for other, pin in pins.items() if other != key}
    nodes = tuple(node_of(place, weights, pins) for place in places)
    columns = [Column(month, units, nodes) for month, units in enumerate(above)]
    now = {column.key: data.draw(st.integers(0, 20)) for column in columns}

    found, difference = or_difference(type_over, columns, key, total, now=now, kept={})

    assume(not difference)
    assert sum(numbers[key] for numbers in found.values()) == total
    for column in columns:
        numbers = found[column.key]
        assert sum(numbers[place.key] for place in places) == column.above
        assert adds_up(numbers, places)
        assert {pin: numbers[pin] for pin in pins} == pins


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 50), min_size=1, max_size=8), st.integers(0, 5000))
def test_a_year_lies_on_its_months_exactly(weights, total):
    assert sum(spread(total, weights).values()) == total


def test_a_year_typed_again_keeps_what_was_typed_for_one_month_alone():
    columns = [Column(month, None, (Node("company"),)) for month in ("10", "11", "12")]

    found = type_over(columns, "company", 900, now={"10": 100, "11": 100, "12": 300}, kept={"11": 500})

    assert {month: numbers["company"] for month, numbers in found.items()} == {"10": 100, "11": 500, "12": 300}


@pytest.mark.parametrize(("typed", "difference"), [(65, -5), (9, 1)])
def test_what_does_not_fit_is_refused_by_how_many_units(typed, difference):
    north = Node("north", weight=1, children=(Node("pinned", pinned=10), Node("free", weight=1)))
    south = Node("south", weight=1, children=(Node("also pinned", pinned=40), Node("other", weight=1)))
    column = Column("2027-03", 100, (north, south))

    with pytest.raises(DoesNotTally) as refusal:
        type_over([column], "north", typed, now={}, kept={})

    assert refusal.value.difference == difference


def test_siblings_that_are_all_pinned_leave_one_number_alone():
    column = Column("2027-03", 100, (Node("north", weight=1), Node("south", pinned=30), Node("east", pinned=30)))

    room = room_of(column, "north")

    assert (room.least, room.most) == (40, 40)


def test_pins_above_the_number_leave_no_room_at_all():
    column = Column("2027-03", 50, (Node("north", weight=1), Node("south", pinned=60)))

    with pytest.raises(DoesNotTally):
        room_of(column, "north")


def test_a_number_given_back_is_shared_by_weight_again():
    column = Column("2027-03", 90, (Node("north", weight=2), Node("south", weight=1)))

    assert share_anew(column) == {"north": 60, "south": 30}


def test_the_root_has_no_number_to_be_shared_by():
    with pytest.raises(ValueError, match="root"):
        share_anew(Column("2027-03", None, (Node("company"),)))


def test_each_basis_counts_by_its_parts_whatever_its_unit():
    bases = {"history": {"a": 3, "b": 1}, "potential": {"a": 1000, "b": 3000}, "season": {"a": 0, "b": 0}}

    assert mixed(Parts(history=50, season=30, potential=50, equal=0), bases) == {"a": 50 * SCALE, "b": 50 * SCALE}


def test_returns_above_sales_weigh_nothing():
    assert mixed(Parts(1, 0, 0, 0), {"history": {"a": -5, "b": 5}}) == {"a": 0, "b": SCALE}


def test_places_weigh_what_lies_below_them():
    tree = (Place("rep", (Place("customer", (Place("a"), Place("b"))),)),)

    assert weights_of(tree, {"a": 3, "b": 4}) == {"a": 3, "b": 4, "customer": 7, "rep": 7}


def test_the_season_is_the_mean_of_the_years_each_alike():
    shares = season_of([{1: 10, 2: 30}, {1: 300, 2: 100}, {}])

    assert (shares[1], shares[2], shares[3]) == (SCALE // 8 + 3 * SCALE // 8, 3 * SCALE // 8 + SCALE // 8, 0)


def test_nothing_below_takes_nothing():
    assert share_down(5, (), {}, {}) == {}
