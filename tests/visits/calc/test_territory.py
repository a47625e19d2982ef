"""Territories: evened out and closer together, each move worth its price; how many reps it takes (H4.3)."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from visits.calc.areas import Field, Outlet, spread
from visits.calc.territory import balance, effect_of, headcount

WEST, EAST = (120.50, 31.30), (120.62, 31.30)
FIELDS = tuple(Field(rep, 4_680, 12, 25.0, 1.4) for rep in ("east", "west"))


def outlets(west, east, *, seed=1):
    draw = Random(seed)
    places = [("west", WEST)] * west + [("east", EAST)] * east
    return [
        Outlet(f"S{n:03}", x + draw.gauss(0, 0.03), y + draw.gauss(0, 0.03), 4, 25, rep)
        for n, (rep, (x, y)) in enumerate(places)
    ]


def test_an_overloaded_rep_gives_stores_at_the_border_to_the_neighbour():
    stores = outlets(40, 16)

    found = balance(stores, FIELDS)

    given_away = [move for move in found.moves if move.from_rep == "west"]
    kept = {store.code for store in stores if store.rep == "west"} - {move.code for move in given_away}
    lon = {store.code: store.lon for store in stores}
    assert given_away == list(found.moves)
    assert spread(found.after) < spread(found.before) / 2
    assert min(lon[move.code] for move in given_away) > sorted(lon[code] for code in kept)[len(kept) // 2]


def test_stores_that_lie_among_the_others_go_home_and_ways_get_shorter():
    strays = [replace(store, rep="east") if n < 4 else store for n, store in enumerate(outlets(24, 24))]
    strays = [replace(store, rep="west") if n >= 44 else store for n, store in enumerate(strays)]

    found = balance(strays, FIELDS)

    assert {move.code for move in found.moves} >= {store.code for store in (*strays[:4], *strays[44:])}
    assert found.travel_gain > 0


def test_even_and_compact_territories_stay_as_they_are():
    assert balance(outlets(20, 20), FIELDS, move_price=60).moves == ()


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 30), st.integers(0, 30), st.randoms(use_true_random=False))
def test_no_store_is_lost_or_moved_twice_and_the_order_of_input_does_not_matter(west, east, shuffler):
    stores = outlets(west, east)
    found = balance(stores, FIELDS)
    shuffled = stores[:]
    shuffler.shuffle(shuffled)

    assert balance(shuffled, FIELDS[::-1]) == found
    assert sum(load.stores for load in found.after) == len(stores)
    assert len({move.code for move in found.moves}) == len(found.moves)


def test_headcount_is_the_fewest_reps_whose_time_holds_the_work():
    answer = headcount(outlets(60, 60), FIELDS)

    use = {row.reps: row.use for row in answer.staffing}
    assert use[answer.needed] <= 0.97 < use[answer.needed - 1]
    assert answer.now.reps == 2
    assert use[answer.needed + 1] < use[answer.needed]


def test_no_stores_need_no_rep_and_without_reps_there_is_no_answer():
    assert headcount([], FIELDS).needed == 0
    with pytest.raises(ValueError, match="reps"):
        headcount([], [])


def test_two_stores_change_places_where_either_alone_would_only_shift_work():
    fields = tuple(replace(field, minutes=2_000) for field in FIELDS)
    stores = outlets(16, 16)
    strays = [replace(store, rep={"S000": "east", "S031": "west"}.get(store.code, store.rep)) for store in stores]

    found = balance(strays, fields, move_price=30)

    (swap,) = [one for one in found.suggestions if one.is_swap]
    assert {(move.code, move.to_rep) for move in swap.moves} == {("S000", "west"), ("S031", "east")}
    assert swap.gain > swap.price == 60
    assert round(sum(move.gain for move in swap.moves), 1) == pytest.approx(swap.saved, abs=0.11)


def test_the_effect_of_chosen_suggestions_is_what_all_of_them_make_and_none_makes_none():
    stores = outlets(40, 16)
    found = balance(stores, FIELDS)

    assert effect_of(stores, FIELDS, found.moves).after == found.after
    assert effect_of(stores, FIELDS, ()).after == found.before
    assert effect_of(stores, FIELDS, [replace(move, from_rep="gone") for move in found.moves]).after == found.before
