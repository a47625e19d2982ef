"""What goes out opens again, and nothing in it is run (reliability I4)."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.exchange.writer import ExportColumn, Sheet, safe_file_name, write_workbook, write_xlsx, xlsx_response
from salesops.periods.month import Month


def cells_of(*rows, columns=("A", "B")):
    file = io.BytesIO()
    write_xlsx(file, "Liste", list(columns), rows)
    page = openpyxl.load_workbook(file).worksheets[0]
    return [[(cell.value, cell.data_type) for cell in row] for row in page.iter_rows(min_row=2)]


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(1)", "\t=1", "http://x", "mailto:a@b.c", "007"]
)
def test_text_stays_text(text):
    assert cells_of([text]) == [[(text, "s"), (None, "n")]]


def test_numbers_stay_numbers_negative_ones_too():
    assert cells_of([-5, Decimal("-3.50")]) == [[(-5, "n"), (-3.5, "n")]]


def test_days_months_and_moments_are_dates():
    moment = datetime(2026, 11, 30, 17, tzinfo=UTC)

    [[day, month], [local, _blank]] = cells_of([date(2026, 11, 5), Month(2026, 11)], [moment, None])

    assert [day, month] == [(datetime(2026, 11, 5), "d"), (datetime(2026, 11, 1), "d")]
    assert local == (datetime(2026, 12, 1, 1), "d")


def test_what_a_sheet_cannot_hold_is_blank_or_text():
    assert cells_of([float("nan"), 10**20], [None, "a\x00b\x1f"]) == [
        [(None, "n"), (str(10**20), "s")],
        [(None, "n"), ("ab", "s")],
    ]


@given(
    st.lists(st.lists(st.one_of(st.none(), st.text(max_size=50), st.integers(), st.booleans()), max_size=3), max_size=5)
)
def test_no_export_ever_holds_a_formula(rows):
    cells = cells_of(*rows, columns=("A", "B", "C"))

    assert {kind for row in cells for _value, kind in row} <= {"s", "n", "b"}


def test_a_book_of_several_sheets_with_headers_that_stay_and_filter():
    file = io.BytesIO()
    sheets = [Sheet("报表/2026:11", [ExportColumn("=名称", 20), "B"], [["a", 1]]), Sheet("报表/2026:11", ["C"], [])]

    write_workbook(file, sheets)

    book = openpyxl.load_workbook(file)
    assert book.sheetnames == ["报表 2026 11", "报表 2026 11 (2)"]
    page = book.worksheets[0]
    assert [page["A1"].value, page.freeze_panes, page.auto_filter.ref] == ["=名称", "A2", "A1:B2"]


@pytest.mark.django_db  # Closing an answer looks after the connections.
def test_a_download_is_an_attachment_that_nobody_sniffs():
    response = xlsx_response("门店 2026/11\r\nX-Evil: 1", ["A"], [["a"]])

    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("attachment;")
    assert "\n" not in response["Content-Disposition"]
    assert openpyxl.load_workbook(io.BytesIO(response.getvalue())).worksheets[0]["A2"].value == "a"
    response.close()


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "etc passwd.xlsx"),
        ("stores.xlsx", "stores.xlsx"),
        ("", "export.xlsx"),
        ("a" * 200, "a" * 80 + ".xlsx"),
    ],
)
def test_file_names_are_safe(name, safe):
    assert safe_file_name(name) == safe
