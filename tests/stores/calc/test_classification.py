"""Classes A, B and C: the rule in full with its vectors and invariants (handbook H3)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.periods.month import Month, months_between
from stores.calc.classification import Flag, Lines, Reports, StoreClass, StoreHistory, classify, last_complete

A, B, C = StoreClass.A, StoreClass.B, StoreClass.C
WINDOW = (Month(2026, 8), Month(2026, 9), Month(2026, 10))
TODAY = date(2026, 11, 23)

VECTORS = [
    ("4 4 1 1", "A B C C"),
    ("40 40 20", "A B C"),
    ("45 30 15 10", "A B B C"),
    ("90 5 5", "A C C"),
    ("100", "A"),
    ("0 0 0", "C C C"),
    ("40 1 39 20", "A C B B"),
    ("39 1 40 20", "B C A B"),
    ("25 15 25 15 20", "A B A C B"),
    ("5 5 5 5 5", "A A B B C"),
    ("1 1 1 1 1 1 1 1 1 1", "A A A A B B B B C C"),
    ("10 10 10 10 10 10 10 10 10 10", "A A A A B B B B C C"),
    ("50 -10 30 20", "A C B C"),
    ("30 30 20 10 5 3 2 0 -4", "A A B C C C C C C"),
]


def stores_of(volumes, **facts):
    return [StoreHistory(f"S{place:03d}", (volume, 0, 0), **facts) for place, volume in enumerate(volumes)]


def run(stores, **options):
    return {placing.code: placing for placing in classify(stores, window=WINDOW, on=TODAY, **options)}


def one(store, *others, **options):
    return run([store, *others], **options)[store.code]


@pytest.mark.parametrize(("volumes", "classes"), VECTORS)
def test_vectors_of_the_rule(volumes, classes):
    stores = stores_of([int(volume) for volume in volumes.split()])

    placings = run(stores)

    assert [placings[store.code].shown for store in stores] == classes.split()


def test_placing_shows_the_whole_account():
    last = run(stores_of([45, 30, 15, 10]))["S002"]

    assert (last.rank, last.volume, last.before, last.total) == (3, 15, 75, 100)
    assert last.flags == ()


def test_window_is_netted_before_it_is_cut_off_at_nothing():
    store = StoreHistory("S1", (-50, 40, 30))

    assert one(store).volume == 20


def test_equal_volumes_go_by_code_point_order_of_the_codes():
    codes = ["b", "Z", "10", "9", "店"]

    placings = classify([StoreHistory(code, (5, 5, 5)) for code in codes], window=WINDOW, on=TODAY)

    assert [placing.code for placing in placings] == ["10", "9", "Z", "b", "店"]


def test_area_without_volume_is_all_c_and_says_so():
    placings = run([StoreHistory("S1", (0, 0, 0)), StoreHistory("S2", (-4, 0, 1))])

    assert {placing.shown for placing in placings.values()} == {C}
    assert {placing.flags for placing in placings.values()} == {(Flag.NO_VOLUME_IN_AREA,)}


def test_store_without_a_report_is_c_and_not_said_to_have_sold_nothing():
    placings = run([StoreHistory("S1", (9, 9, 9)), StoreHistory("S2", (None,) * 3), StoreHistory("S3", (0, 0, 0))])

    assert placings["S2"].flags == (Flag.NO_REPORT,)
    assert placings["S2"].shown is C
    assert placings["S3"].flags == ()


def test_new_store_stays_outside_the_ranking_and_the_sum():
    new = StoreHistory("N1", (None, 400, 500), opened_on=date(2026, 8, 1), provisional=B)

    placing = one(new, *stores_of([4, 4, 1, 1]))

    assert (placing.rank, placing.before) == (None, None)
    assert (placing.volume, placing.total) == (900, 10)
    assert (placing.shown, placing.flags) == (B, (Flag.NEW_STORE,))


def test_new_store_without_a_provisional_class_is_c():
    assert one(StoreHistory("N1", (1, 2, 3), opened_on=date(2026, 11, 2))).shown is C


def test_store_opened_before_the_window_is_ranked():
    assert one(StoreHistory("S1", (1, 2, 3), opened_on=date(2026, 7, 31))).rank == 1


@pytest.mark.parametrize(("closed_on", "is_out"), [(date(2026, 9, 9), True), (TODAY, True), (date(2026, 12, 1), False)])
def test_store_closed_by_the_day_of_the_run_is_left_out(closed_on, is_out):
    placings = run([StoreHistory("S1", (50, 0, 0), closed_on=closed_on), StoreHistory("S2", (10, 0, 0))])

    assert ("S1" not in placings) is is_out
    assert placings["S2"].total == (10 if is_out else 60)


def test_missing_month_counts_as_the_mean_of_the_reported_ones_exactly():
    placing = one(StoreHistory("S1", (5, None, 6)), StoreHistory("S2", (3, 3, 3)))

    assert placing.volume == Fraction(33, 2)
    assert placing.flags == (Flag.ESTIMATED,)


def test_one_report_of_three_keeps_the_previous_class_outside_the_sum():
    store = StoreHistory("S1", (None, None, 900), previous=B, provisional=A)

    placing = one(store, *stores_of([4, 4, 1, 1]))

    assert (placing.rank, placing.shown, placing.total) == (None, B, 10)
    assert placing.flags == (Flag.KEPT_PREVIOUS,)


@pytest.mark.parametrize(("previous", "flags"), [(A, (Flag.JUMP,)), (B, ()), (C, ()), (None, ())])
def test_jump_over_b_is_an_alarm(previous, flags):
    stores = [StoreHistory("S1", (90, 0, 0), previous=A), StoreHistory("S2", (5, 0, 0), previous=previous)]

    placing = run(stores)["S2"]

    assert placing.flags == flags
    assert placing.has_moved is (previous in {A, B})


def test_jump_upwards_is_an_alarm_too():
    assert one(StoreHistory("S1", (90, 0, 0), previous=C)).flags == (Flag.JUMP,)


def test_override_changes_the_class_shown_and_nothing_else():
    plain, overridden = stores_of([4, 4, 1, 1]), stores_of([4, 4, 1, 1])
    overridden[3] = replace(overridden[3], override=A)

    before, after = run(plain), run(overridden)

    assert (after["S003"].shown, after["S003"].computed) == (A, C)
    assert after["S003"].flags == (Flag.OVERRIDDEN,)
    assert after["S003"].rank == before["S003"].rank
    assert [after[code] for code in ("S000", "S001", "S002")] == [before[code] for code in ("S000", "S001", "S002")]


def test_override_of_a_new_store_is_marked():
    new = StoreHistory("N1", (1, 2, 3), opened_on=date(2026, 9, 1), provisional=C, override=A)

    assert (one(new).shown, one(new).flags) == (A, (Flag.NEW_STORE, Flag.OVERRIDDEN))


def test_center_sets_its_own_lines_and_measures_value():
    stores = stores_of([Decimal("999.99"), Decimal("500.01"), Decimal("500.00")])

    placings = run(stores, lines=Lines(a=5_000, b=7_500))

    assert [placings[store.code].shown for store in stores] == [A, A, C]


@pytest.mark.parametrize(("a", "b"), [(0, 8000), (8001, 8000), (4000, 10001)])
def test_lines_must_rise(a, b):
    with pytest.raises(ValueError, match="must rise"):
        Lines(a, b)


def test_history_must_fit_the_window():
    with pytest.raises(ValueError, match="other months"):
        run([StoreHistory("S1", (1, 2))])


def test_without_a_window_nobody_is_new():
    placings = classify([StoreHistory("S1", (), opened_on=TODAY)], window=(), on=TODAY)

    assert placings[0].flags == (Flag.NO_VOLUME_IN_AREA, Flag.NO_REPORT)


def window_of(reporting, **kwargs):
    """The window for who reported in each month."""
    missing = {month: len(reporting.get(month - 1, frozenset()) - stores) for month, stores in reporting.items()}
    reports = {month: Reports(len(stores), missing[month]) for month, stores in reporting.items()}
    return last_complete(reports, **kwargs)


def reports(last_short):
    """Report a hundred stores from July on, the last full month short by some, November begun."""
    full = frozenset(f"S{place}" for place in range(100))
    months = dict.fromkeys(months_between(Month(2026, 6), Month(2026, 9)), full)
    short = frozenset(sorted(full)[last_short:])
    return months | {Month(2026, 10): short, Month(2026, 11): full}


@pytest.mark.parametrize(("short", "last"), [(0, 10), (3, 10), (4, 9)])
def test_window_leaves_out_a_month_that_still_lacks_more_than_three_percent(short, last):
    window = window_of(reports(short), on=TODAY)

    assert window == tuple(months_between(Month(2026, last - 2), Month(2026, last)))


def test_window_never_holds_the_running_month():
    assert Month(2026, 11) not in window_of(reports(0), on=TODAY)
    assert Month(2026, 11) in window_of(reports(0), on=date(2026, 12, 1))


def test_window_leaves_out_a_month_without_a_report_and_may_be_short():
    reporting = {Month(2026, 8): frozenset(), Month(2026, 9): frozenset({"S1"}), Month(2026, 10): frozenset({"S1"})}

    assert window_of(reporting, on=TODAY) == (Month(2026, 9), Month(2026, 10))
    assert window_of(reporting, on=TODAY, count=1) == (Month(2026, 10),)
    assert window_of({}, on=TODAY) == ()


areas = st.lists(st.integers(-30, 200), min_size=1, max_size=40)
lines = st.tuples(st.integers(1, 10_000), st.integers(1, 10_000)).map(lambda pair: Lines(*sorted(pair)))


def held(placings, *classes):
    return sum(placing.volume for placing in placings if placing.computed in classes)


@given(areas, lines)
def test_a_and_b_hold_their_lines_and_no_store_too_many(volumes, cut):
    placings = classify(stores_of(volumes), window=WINDOW, on=TODAY, lines=cut)
    total = placings[0].total

    assert held(placings, A) * 10_000 >= cut.a * total
    assert held(placings, A, B) * 10_000 >= cut.b * total
    assert all(p.before * 10_000 < cut.a * total for p in placings if p.computed is A)
    assert all(p.before * 10_000 < cut.b * total for p in placings if p.computed in {A, B})
    assert any(p.computed is A for p in placings) is (total > 0)


@given(areas)
def test_classes_are_a_partition_of_the_area(volumes):
    stores = stores_of(volumes)

    placings = classify(stores, window=WINDOW, on=TODAY)

    assert sorted(p.code for p in placings) == [store.code for store in stores]
    assert [p.rank for p in placings] == list(range(1, len(stores) + 1))
    assert held(placings, A) + held(placings, B) + held(placings, C) == placings[0].total


@given(areas)
def test_equal_volumes_differ_in_class_only_across_a_line_and_by_code(volumes):
    placings = classify(stores_of(volumes), window=WINDOW, on=TODAY)

    pairs = [(p, q) for p, q in pairwise(placings) if p.volume == q.volume]
    assert all(p.code < q.code and p.computed <= q.computed for p, q in pairs)


@given(areas)
def test_classes_are_monotone_in_volume(volumes):
    placings = classify(stores_of(volumes), window=WINDOW, on=TODAY)

    assert [p.volume for p in placings] == sorted((p.volume for p in placings), reverse=True)
    assert [p.computed for p in placings] == sorted(p.computed for p in placings)
    assert all(p.computed is C for p in placings if p.volume == 0)


@given(areas, st.randoms(use_true_random=False))
def test_result_does_not_depend_on_the_order_of_the_stores(volumes, random):
    stores = stores_of(volumes)
    shuffled = random.sample(stores, len(stores))

    assert classify(stores, window=WINDOW, on=TODAY) == classify(shuffled, window=WINDOW, on=TODAY)


@given(areas, st.integers(1, 10**9))
def test_classes_do_not_depend_on_the_scale(volumes, factor):
    plain, scaled = run(stores_of(volumes)), run(stores_of([volume * factor for volume in volumes]))

    assert [p.computed for p in plain.values()] == [p.computed for p in scaled.values()]


@given(areas, st.lists(st.integers(-50, 0), max_size=10))
def test_stores_without_volume_change_nothing_for_the_others(volumes, idle):
    more = [StoreHistory(f"X{place}", (volume, 0, 0)) for place, volume in enumerate(idle)]

    plain, extended = run(stores_of(volumes)), run(stores_of(volumes) + more)

    assert {code: extended[code].computed for code in plain} == {code: p.computed for code, p in plain.items()}


@given(st.lists(st.tuples(*[st.one_of(st.none(), st.integers(-20, 60))] * 3), min_size=1, max_size=25))
def test_lines_hold_with_estimated_volumes(months):
    stores = [StoreHistory(f"S{place:02d}", row, previous=B) for place, row in enumerate(months)]

    ranked = [p for p in classify(stores, window=WINDOW, on=TODAY) if p.rank]

    total = sum(p.volume for p in ranked)
    assert held(ranked, A) * 10 >= 4 * total
    assert held(ranked, A, B) * 10 >= 8 * total
