"""A sheet above the bound of memory is read row by row, and reads the same (reliability I1)."""

from datetime import datetime

import openpyxl
import pytest

from salesops.exchange.limits import Limits
from salesops.exchange.problems import UnreadableFile
from salesops.exchange.workbook import check_workbook
from tests.salesops.exchange.books import HEADER_ROW, book, text_cell
from tests.salesops.exchange.kinds import read

STREAMED = Limits(streamed_bytes=1)


@pytest.fixture
def path(tmp_path):
    workbook = openpyxl.Workbook()
    page = workbook.active
    page.append(["备注", "编码", "名称", "数量", "日期"])
    page.append([None, "S1", "重庆", 5, datetime(2026, 11, 5)])
    page.append([])
    page.append(["x", "S2", None, 2.5, "2026-11-06", None, "far out"])
    page.append(["x", "S3", True, "１２"])
    page.append(["x", "S4", "#N/A", 1])
    page.merge_cells("B7:C8")
    page["B7"] = "S5"
    workbook.save(tmp_path / "book.xlsx")
    return tmp_path / "book.xlsx"


def test_the_stream_and_the_quick_parser_say_the_same(path):
    assert read(path, limits=STREAMED) == read(path)
    assert set(read(path)[0]) == {2}


def test_a_streamed_sheet_without_a_header_is_refused_in_the_same_words(tmp_path):
    workbook = openpyxl.Workbook()
    workbook.active.append([1, 2])
    workbook.save(tmp_path / "book.xlsx")

    assert read(tmp_path / "book.xlsx", limits=STREAMED) == "no_header"


def test_a_worksheet_may_be_larger_than_other_parts_as_it_is_streamed(tmp_path):
    tight = Limits(entry_bytes=4_000, sheet_bytes=400_000)
    path = tmp_path / "sales.xlsx"
    path.write_bytes(book(HEADER_ROW + "".join(f'<row r="{n}">{text_cell(f"A{n}", n)}</row>' for n in range(2, 500))))

    assert len(check_workbook(path, tight)) == 1
    with pytest.raises(UnreadableFile) as refused:
        check_workbook(path, Limits(sheet_bytes=4_000))
    assert refused.value.code == "unpacks_too_big"
