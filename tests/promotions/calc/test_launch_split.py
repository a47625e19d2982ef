"""A launch's numbers add up on every level, pins stay, and a refusal names what is amiss (handbook H6.1)."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from promotions.calc.launch_split import (
    Bounds,
    DoesNotTally,
    Node,
    bounds_of,
    share_out,
    sum_of,
    weighted,
    within_bounds,
)

# What a leaf gets at least, and how much more it can take.
LIMITS = st.tuples(st.integers(0, 4), st.one_of(st.none(), st.integers(0, 9)))


@st.composite
def nodes(draw, depth=2, path=()):
    count = draw(st.integers(1, 2 if depth else 3))
    made = []
    for place in range(count):
        key = (*path, place)
        weight, pinned = draw(st.integers(0, 50)), draw(st.one_of(st.none(), st.none(), st.none(), st.integers(0, 12)))
        if depth == 0:
            least, room = draw(LIMITS)
            most = None if room is None else least + room
            made.append(Node(key, weight, pinned, least, most))
        else:
            made.append(Node(key, weight, pinned, children=draw(nodes(depth - 1, key))))
    return tuple(made)


def walk(tree):
    for node in tree:
        yield node
        yield from walk(node.children)


def answer_of(total, tree):
    """The numbers, or by how many units it was refused."""
    try:
        return share_out(total, tree), 0
    except DoesNotTally as refusal:
        return {}, refusal.difference


@settings(max_examples=50)
@given(st.integers(0, 60), nodes())
def test_on_every_level_the_parts_add_up_or_it_is_refused(total, tree):
    numbers, amiss = answer_of(total, tree)
    assume(not amiss)

    assert sum(numbers[node.key] for node in tree) == total
    for node in walk(tree):
        if node.children:
            assert sum(numbers[child.key] for child in node.children) == numbers[node.key]


@settings(max_examples=50)
@given(st.integers(0, 60), nodes())
def test_what_is_pinned_stays_and_every_leaf_is_within_its_bounds(total, tree):
    numbers, amiss = answer_of(total, tree)
    assume(not amiss)

    for node in walk(tree):
        if node.pinned is not None:
            assert numbers[node.key] == node.pinned
        elif not node.children:
            assert node.least <= numbers[node.key] <= (node.most if node.most is not None else total)


@given(st.integers(0, 60), nodes(depth=0))
def test_it_is_refused_exactly_when_no_way_is_left_and_by_the_units_that_are_amiss(total, tree):
    least = sum(node.least if node.pinned is None else node.pinned for node in tree)
    tops = [node.most if node.pinned is None else node.pinned for node in tree]
    most = total if None in tops else sum(tops)

    _numbers, amiss = answer_of(total, tree)

    assert amiss == (least - total if total < least else min(0, most - total))


@settings(max_examples=50)
@given(nodes(depth=1))
def test_a_total_that_is_moved_by_the_refused_difference_fits(tree):
    try:
        bounds = sum_of([bounds_of(node) for node in tree])
    except DoesNotTally:
        return
    if bounds.least == 0:
        return

    with pytest.raises(DoesNotTally) as refusal:
        share_out(bounds.least - 1, tree)

    share_out(bounds.least - 1 + refusal.value.difference, tree)


@given(st.lists(st.integers(0, 100), min_size=1, max_size=8), st.integers(0, 500))
def test_without_bounds_a_part_lies_within_a_unit_of_its_exact_share(weights, total):
    parts = within_bounds(total, weights, [Bounds(0, None)] * len(weights))

    base = sum(weights) or len(weights)
    exact = [total * (weight if sum(weights) else 1) / base for weight in weights]
    assert all(abs(part - share) < 1 for part, share in zip(parts, exact, strict=True))


def test_what_one_store_cannot_take_goes_to_the_others_by_their_weight():
    stores = [Node("big", 80, most=10), Node("middle", 15), Node("small", 5)]

    assert share_out(50, stores) == {"big": 10, "middle": 30, "small": 10}


def test_a_pin_below_decides_what_is_left_above():
    north = Node("north", 50, children=(Node("n1", 50, pinned=30),))
    south = Node("south", 50, children=(Node("s1", 30), Node("s2", 20)))

    assert share_out(40, [north, south]) == {"north": 30, "n1": 30, "south": 10, "s1": 6, "s2": 4}


def test_a_center_pinned_against_its_own_stores_is_refused_where_it_happens():
    center = Node("center", 1, pinned=5, children=(Node("a", 1, pinned=4), Node("b", 1, pinned=3)))

    with pytest.raises(DoesNotTally) as refusal:
        share_out(5, [center])

    assert (refusal.value.key, refusal.value.difference) == ("center", 2)


def test_a_store_weighs_half_by_its_own_sales_and_half_by_its_class():
    parts = weighted({1: 30, 2: 10, 3: -4}, {1: "A", 2: "A", 3: "C", 4: "C"})

    assert parts == {1: (30, 200), 2: (10, 200), 3: (0, 0), 4: (0, 0)}
