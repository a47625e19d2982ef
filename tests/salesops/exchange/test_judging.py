"""Rows by the chunk: typed, doubles found, memory bounded (handbook H2.4)."""

from datetime import date

import pytest
import xlsxwriter

from salesops.exchange.child import CHUNK, Merges
from salesops.exchange.choices import RowAction
from salesops.exchange.headers import Header, find_header
from salesops.exchange.kinds import choice_of
from salesops.exchange.problems import CellError
from tests.salesops.exchange.books import HEADER_ROW, book, save, text_cell
from tests.salesops.exchange.kinds import LOOKED_AT, TODAY, read

WANTED = {column.name: frozenset(column.spellings()) for column in LOOKED_AT.columns}


def test_doubles_are_found_across_chunks(tmp_path):
    rows = "".join(f'<row r="{n}">{text_cell(f"A{n}", n % (CHUNK + 5))}</row>' for n in range(2, CHUNK + 20))

    good, problems = read(save(tmp_path, book(HEADER_ROW + rows)))

    assert len(good) == CHUNK + 5
    assert len(problems) == CHUNK + 18 - len(good)
    assert set(problems.values()) == {"same_as_row"}


def test_a_column_that_the_file_lacks_is_not_in_the_values(sheet):
    good, _problems = read(sheet(["Code", "Quantity"], ["S1", 5]))

    assert good == {2: {"code": "S1", "quantity": 5}}


def test_true_and_one_are_different_cells_of_a_column(sheet):
    good, problems = read(sheet(["Code", "Quantity"], ["S1", 1], ["S2", True], ["S3", 1.0]))

    assert [row["quantity"] for row in good.values()] == [1, 1]
    assert problems == {(3, "quantity"): "truth_value"}


def test_equal_cells_are_told_of_in_each_of_their_rows(sheet):
    good, problems = read(sheet(["Code", "Quantity"], ["S1", "x"], ["S2", 5], ["S3", "x"], ["S4", ""]))

    assert sorted(good) == [3, 5]
    assert problems == {(2, "quantity"): "not_an_integer", (4, "quantity"): "not_an_integer"}


def test_dates_counted_from_1904(tmp_path):
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": True, "default_date_format": "yyyy-mm-dd"}) as workbook:
        page = workbook.add_worksheet()
        page.write_row(0, 0, ["Code", "日期"])
        page.write_row(1, 0, ["S1", date(2026, 11, 5)])

    assert read(path)[0][2]["day"] == date(2026, 11, 5)


def test_the_header_is_the_row_that_names_most_columns():
    rows = [["门店资料"], ["编码", "说明"], ["编码*", " 名 称 ", "数量"], ["S1", "x", 5]]

    assert find_header(rows, WANTED) == Header(2, {"code": 0, "name": 1, "quantity": 2})


def test_a_merge_hides_all_but_its_first_cell():
    merges = Merges([[3, 0, 5, 1], [0, 0, 0, 5]], Header(0, {"code": 0, "name": 1, "quantity": 2}))

    assert [merges.hidden(number) for number in (2, 4, 5, 6, 7)] == [
        [],
        ["name"],
        ["code", "name"],
        ["code", "name"],
        [],
    ]


def test_a_choice_is_known_by_value_and_by_label_in_either_language():
    cell = choice_of(RowAction, neu="created")

    assert [cell.read(text, TODAY)[0] for text in ("created", "NEW", "ＮＥＷ", "neu")] == ["created"] * 4


def test_an_unknown_choice_is_refused():
    with pytest.raises(CellError, match="not_a_choice"):
        choice_of(RowAction).read("other", TODAY)
