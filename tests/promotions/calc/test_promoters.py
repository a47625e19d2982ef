"""Masks, shares and what a vacancy costs (handbook H7)."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promotions.calc.masks import masked, read_bank_account, read_id_number, read_phone
from promotions.calc.vacancies import LEAST_MONTHS, Effects, StoreMonth, effect_of, lost_units
from promotions.calc.working_time import WHOLE, first_room


def months(units, is_staffed, store_format="multi", count=LEAST_MONTHS):
    return [StoreMonth("A", store_format, units, Decimal(units * 1000), is_staffed)] * count


@pytest.mark.parametrize(
    ("text", "number"),
    [("138 0000 1234", "13800001234"), ("+86-13800001234", "13800001234"), ("1380000123", None), ("x", None)],
)
def test_a_mobile_number_is_read_however_it_is_written(text, number):
    assert read_phone(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("11010519491231002x", "11010519491231002X"),
        ("110105194912310021", None),
        ("11010519491231", None),
    ],
)
def test_an_id_card_number_has_its_check(text, number):
    assert read_id_number(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("6222 0200 0000 0000 000", "6222020000000000000"),
        ("6222020000000000001", None),
        ("123456789012", "123456789012"),
    ],
)
def test_a_bank_card_has_its_check(text, number):
    assert read_bank_account(text) == number


@given(st.text("0123456789", min_size=9, max_size=19))
def test_a_mask_tells_the_last_four_places_and_nothing_else(number):
    assert masked(number) == f"••••{number[-4:]}"


@given(st.lists(st.integers(10, 60), max_size=8))
def test_shares_that_found_room_never_overlap_and_never_pass_the_whole(shares):
    taken = []
    for share in shares:
        place = first_room(taken, share)
        if place is None:
            assert sum(size for _start, size in taken) + share > WHOLE
        else:
            taken.append((place, share))

    pieces = sorted(taken)
    assert all(start + size <= nxt for (start, size), (nxt, _size) in pairwise(pieces))
    assert all(start + size <= WHOLE for start, size in pieces)


def test_a_vacancy_costs_the_missing_part_of_the_difference():
    effect = effect_of([*months(50, is_staffed=True), *months(20, is_staffed=False)])

    assert (effect.units, effect.yuan_per_unit) == (Decimal("30.0"), Decimal("1000.00"))
    assert lost_units(effect, missing_percent=100, required=2) == Decimal("15.0")
    assert lost_units(effect, missing_percent=50, required=1) == Decimal("15.0")


def test_a_difference_below_nought_costs_nothing():
    effect = effect_of([*months(10, is_staffed=True), *months(20, is_staffed=False)])

    assert lost_units(effect, missing_percent=100, required=1) == 0


def test_too_few_months_say_nothing_and_the_class_speaks_for_a_rare_format():
    effects = Effects(
        [
            *months(50, is_staffed=True),
            *months(20, is_staffed=False),
            *months(90, is_staffed=True, store_format="brand", count=1),
        ]
    )

    assert effects.of("A", "brand").with_months == LEAST_MONTHS + 1
    assert effects.of("B", "multi") is None
