"""IMEIs as they are written (handbook H2.5)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stores.calc.imei import is_imei, read_imeis

# The example of 3GPP TS 23.003 and of GSM's own documents.
KNOWN = "490154203237518"


@pytest.mark.parametrize("text", [KNOWN, "49-015420-323751-8", "４９０１５４２０３２３７５１８", f" {KNOWN}\n"])
def test_an_imei_is_read_however_it_is_written(text):
    assert read_imeis(text).good == (KNOWN,)


@given(st.from_regex(r"[0-9]{14}", fullmatch=True), st.integers(0, 13), st.integers(1, 9))
def test_one_digit_in_ten_checks_and_any_single_slip_is_noticed(first, place, slip):
    good = [first + digit for digit in "0123456789" if is_imei(first + digit)]
    wrong = good[0][:place] + str((int(good[0][place]) + slip) % 10) + good[0][place + 1 :]

    assert len(good) == 1
    assert not is_imei(wrong)


def test_several_are_taken_once_each_and_the_rest_is_named():
    read = read_imeis(f"{KNOWN}，{KNOWN} 12345;356938035643809")

    assert read.good == (KNOWN, "356938035643809")
    assert read.wrong == ("12345",)
