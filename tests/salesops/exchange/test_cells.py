from contextlib import suppress
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.exchange.cells import (
    Code,
    Day,
    Integer,
    MonthCell,
    Number,
    Phone,
    Text,
    YesNo,
    money,
)
from salesops.exchange.problems import CellError, Problem
from salesops.exchange.raw import SheetError, half_width, is_blank
from salesops.periods.month import Month

TODAY = date(2026, 11, 23)


def code_of(cell_type, raw):
    with pytest.raises(CellError) as refusal:
        cell_type.read(raw, TODAY)
    return refusal.value.code


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("S001", "S001"),
        (" 007 ", "007"),
        (13800138000.0, "13800138000"),
        (5, "5"),
        ("\u200bA\ufeff", "A"),
        ("x²", "x²"),
    ],
)
def test_a_code_is_read_as_it_stands(raw, value):
    assert Code().read(raw, TODAY) == (value, None)


def test_full_width_letters_become_half_width_and_it_is_said():
    assert Code().read("Ｓ００１－Ａ", TODAY) == ("S001-A", Problem("read_as", {"value": "S001-A"}))


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (True, "truth_value"),
        ("S 1", "code_has_blank"),
        ("S\u3000 1", "code_has_blank"),
        (1e15, "digits_lost"),
        (float("inf"), "digits_lost"),
        (float("nan"), "digits_lost"),
        (datetime(2026, 1, 3), "date_for_text"),
        ("x" * 33, "text_too_long"),
        ("a\x01b", "control_characters"),
        (SheetError("error_cell", "#N/A"), "error_cell"),
        (SheetError("merged_cell"), "merged_cell"),
    ],
)
def test_what_is_no_code_is_refused(raw, code):
    assert code_of(Code(), raw) == code


@pytest.mark.parametrize("raw", [5, 5.0, "5", " 5 ", "5.0", "+5"])
def test_an_integer_in_each_spelling(raw):
    assert Integer().read(raw, TODAY)[0] == 5


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (True, "truth_value"),
        (1.5, "not_an_integer"),
        ("1_000", "not_an_integer"),
        ("1,00", "not_an_integer"),
        ("5²", "not_an_integer"),
        ("٥", "not_an_integer"),
        ("1e3", "not_an_integer"),
        ("五", "not_an_integer"),
        ("0x10", "not_an_integer"),
        (-1, "out_of_limits"),
        (2_147_483_648, "out_of_limits"),
        (float("inf"), "digits_lost"),
        (datetime(2026, 1, 3), "date_for_number"),
        (timedelta(hours=30), "date_for_number"),
        (time(12), "date_for_number"),
    ],
)
def test_what_is_no_integer_is_refused(raw, code):
    assert code_of(Integer(), raw) == code


def test_separators_of_thousands_are_read_and_said():
    assert Integer().read("１，２３４", TODAY) == (1234, Problem("read_as", {"value": "1234"}))


@pytest.mark.parametrize(
    ("raw", "value"), [(12.5, "12.50"), (0.1 + 0.2, "0.30"), ("1,234.5", "1234.50"), ("￥99", "99.00"), ("8元", "8.00")]
)
def test_money_has_two_places(raw, value):
    assert str(money().read(raw, TODAY)[0]) == value


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (1.005, "too_many_places"),
        ("1.234", "too_many_places"),
        ("abc", "not_a_number"),
        ("-1", "out_of_limits"),
        ("5%", "not_a_number"),
    ],
)
def test_what_is_no_money_is_refused(raw, code):
    assert code_of(money(), raw) == code


def test_a_coordinate_may_be_rounded():
    position = Number(places=6, minimum=Decimal(-180), maximum=Decimal(180), rounds=True)

    assert position.read(121.52721061234, TODAY) == (Decimal("121.527211"), None)


@pytest.mark.parametrize(
    "raw",
    [
        datetime(2026, 11, 5),
        date(2026, 11, 5),
        "2026-11-05",
        "2026/11/5",
        "2026.11.5",
        "2026年11月5日",
        "20261105",
        20261105.0,
        "２０２６－１１－０５",
        46331.0,
        "46331",
    ],
)
def test_a_day_in_each_spelling(raw):
    assert Day().read(raw, TODAY)[0] == date(2026, 11, 5)


@pytest.mark.parametrize(
    "raw", ["2026/11/5", "2026.11.5", "2026年11月5日", "20261105", 20261105, "２０２６/１１/５", 46331.0, "46331"]
)
def test_a_day_that_stands_otherwise_than_it_is_read_is_said(raw):
    assert Day().read(raw, TODAY)[1] == Problem("read_as", {"value": "2026-11-05"})


@pytest.mark.parametrize("raw", [datetime(2026, 11, 5), date(2026, 11, 5), "2026-11-05", " 2026-11-05 "])
def test_a_day_as_it_stands_needs_no_word(raw):
    assert Day().read(raw, TODAY)[1] is None


@pytest.mark.parametrize(("raw", "is_said"), [("5", False), (5.0, False), ("５", True), ("1,234", True)])
def test_a_number_stored_as_text_is_said_where_it_stands_otherwise(raw, is_said):
    assert (Integer().read(raw, TODAY)[1] is not None) == is_said


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("2026-02-30", "no_such_day"),
        ("11/5/2026", "not_a_day"),
        ("5.11.26", "not_a_day"),
        ("2026-11/05", "not_a_day"),
        (46331.5, "not_a_day"),
        (12345, "not_a_day"),
        (datetime(2099, 1, 1), "day_out_of_range"),
        (date(1899, 12, 31), "day_out_of_range"),
        (True, "truth_value"),
        (time(8), "date_for_text"),
    ],
)
def test_what_is_no_day_is_refused(raw, code):
    assert code_of(Day(), raw) == code


def test_a_day_ahead_is_refused_where_nothing_can_lie_ahead():
    assert code_of(Day(days_ahead=0), "2026-11-24") == "day_out_of_range"


def test_the_hour_of_a_moment_is_dropped_and_it_is_said():
    assert Day().read(datetime(2026, 11, 5, 8), TODAY) == (
        date(2026, 11, 5),
        Problem("read_as", {"value": "2026-11-05"}),
    )


@pytest.mark.parametrize(
    "raw", ["2026-11", "2026/11", "2026年11月", "202611", 202611.0, date(2026, 11, 1), "2026-11-01"]
)
def test_a_month_in_each_spelling(raw):
    assert MonthCell().read(raw, TODAY) == (Month(2026, 11), None)


def test_a_month_that_is_none_is_refused():
    assert [code_of(MonthCell(), raw) for raw in ("2026-13", "209912", "11")] == [
        "no_such_day",
        "day_out_of_range",
        "not_a_day",
    ]


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (13800138000.0, "13800138000"),
        ("138-0013-8000", "13800138000"),
        ("021-61234567", "021-61234567"),
        ("(0574)8765432", "0574-8765432"),
        ("400-123-4567", "400-123-4567"),
    ],
)
def test_a_phone_in_each_spelling(raw, value):
    assert Phone().read(raw, TODAY) == (value, None)


@pytest.mark.parametrize("raw", ["+86 138 0013 8000", "１３８００１３８０００"])
def test_a_phone_of_other_digits_than_were_written_is_told(raw):
    value, note = Phone().read(raw, TODAY)

    assert (value, note.code, note.params) == ("13800138000", "read_as", {"value": "13800138000"})


@pytest.mark.parametrize("raw", ["12345", "1380013800", "abc", "12800138000"])
def test_what_is_no_phone_is_refused(raw):
    assert code_of(Phone(), raw) == "not_a_phone"


@pytest.mark.parametrize(("raw", "value"), [("是", True), ("NO", False), (True, True), (0.0, False)])
def test_yes_and_no(raw, value):
    assert YesNo().read(raw, TODAY) == (value, None)


def test_a_blank_is_what_nobody_sees():
    assert [is_blank(raw) for raw in (None, "", " \u3000\n", "\u200b", 0, False)] == [
        True,
        True,
        True,
        True,
        False,
        False,
    ]


@given(st.text())
def test_half_width_keeps_the_length_and_all_but_the_full_width_forms(text):
    narrow = half_width(text)

    assert len(narrow) == len(text)
    assert all(
        new == old or "\uff01" <= old <= "\uff5e" or old == "\u3000" for new, old in zip(narrow, text, strict=True)
    )


@given(st.one_of(st.text(), st.floats(), st.integers(), st.booleans(), st.datetimes(), st.times(), st.timedeltas()))
@pytest.mark.parametrize("cell_type", [Code(), Text(), Integer(), Number(), Day(), MonthCell(), YesNo(), Phone()])
def test_any_cell_is_read_or_refused_never_worse(cell_type, raw):
    with suppress(CellError):
        cell_type.read(raw, TODAY)


@given(st.integers(min_value=0, max_value=10**9))
def test_an_integer_reads_back_from_number_and_text(number):
    assert Integer().read(float(number), TODAY)[0] == Integer().read(str(number), TODAY)[0] == number


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_money_reads_back_from_number_and_text(amount):
    assert money().read(float(amount), TODAY)[0] == money().read(str(amount), TODAY)[0] == amount
