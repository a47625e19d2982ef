from datetime import date, datetime, time

import pytest

from salesops.exchange.cells import SheetError
from salesops.exchange.problems import CellError
from stores.imports.cells import Clock


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("9:00", time(9)),
        ("09：30", time(9, 30)),
        ("9.30", time(9, 30)),
        ("9点", time(9)),
        ("9点半", time(9, 30)),
        ("9点15分", time(9, 15)),
        ("9时", time(9)),
        ("9", time(9)),
        ("24:00", time(23, 59)),
        (time(21, 0, 30), time(21)),
        (0.875, time(21)),
    ],
)
def test_shops_write_their_hours_in_many_ways(raw, expected):
    assert Clock().read(raw, date(2026, 1, 1)) == (expected, None)


@pytest.mark.parametrize("raw", ["25:00", "9:75", "morning", "", 1.5, True, SheetError("error_cell", "#N/A")])
def test_what_is_no_time_is_refused(raw):
    with pytest.raises(CellError):
        Clock().read(raw, date(2026, 1, 1))


def test_a_moment_gives_its_time():
    assert Clock().read(datetime(2026, 1, 1, 9, 30, 5), date(2026, 1, 1)) == (time(9, 30), None)
