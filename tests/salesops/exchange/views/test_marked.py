"""The user's own file comes back with what is wrong written beside the rows (handbook H2.4)."""

import io

import openpyxl
import pytest
from django.urls import reverse

from salesops.accounts.models import Center
from salesops.exchange.models import ImportRun
from tests.salesops.exchange.services.test_imports import checked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("center_kind")]

TITLE = ["中心名单"]
HEADER = ["备注", "编码", "名称", "数量"]
ROWS = (TITLE, HEADER, ["a", "CQ", "重庆", 5], [], [0, "XA", None, "五"], ["-1", "CD", "成都", "１２"])


@pytest.fixture
def admin(client, cast):
    client.force_login(cast.admin)
    return client


def marked(client, run):
    response = client.get(reverse("exchange:import_marked", args=[run.pk]))
    return openpyxl.load_workbook(io.BytesIO(response.getvalue())).worksheets[0]


def test_rows_and_all_columns_stand_where_they_stood(admin, sheet):
    page = marked(admin, checked(sheet(*ROWS)))

    assert [page["A1"].value, page["B2"].value, page["A3"].value, page["D3"].value] == ["中心名单", "编码", "a", 5]
    assert page["B4"].value is None
    assert page["B5"].value == "XA"


def test_each_row_with_something_wrong_says_so_in_a_further_column(admin, sheet):
    page = marked(admin, checked(sheet(*ROWS)))

    assert page["E2"].value == "提示"
    assert page["E3"].value is None
    assert "名称" in page["E5"].value
    assert "数量" in page["E5"].value
    assert "12" in page["E6"].value


def test_a_wrong_cell_is_coloured_and_has_a_comment_and_a_good_one_is_plain(admin, sheet):
    page = marked(admin, checked(sheet(*ROWS)))

    assert page["D5"].fill.fgColor.rgb == "FFF8D0CF"
    assert page["C5"].comment is not None
    assert page["D3"].fill.fill_type is None


def test_text_that_begins_like_a_formula_stays_text(admin, sheet):
    path = sheet(HEADER)
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.active.append(["x", "XA", None, 1])
    book.active["A2"].value, book.active["A2"].data_type = "=1+1", "s"
    book.save(path)

    cell = marked(admin, checked(path))["A2"]

    assert (cell.value, cell.data_type) == ("=1+1", "s")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_csv_comes_back_as_a_workbook(admin, tmp_path, encoding):
    path = tmp_path / "file.csv"
    path.write_text("备注,编码,名称\n-1,CQ,\n", encoding=encoding)

    page = marked(admin, checked(path))

    assert [page["A2"].value, page["B2"].value] == ["-1", "CQ"]
    assert "名称" in page["D2"].value


def test_the_marked_copy_can_be_mended_and_imported(admin, sheet, tmp_path):
    page = marked(admin, checked(sheet(*ROWS)))
    page["C5"].value, page["D5"].value = "西安", 3
    page.parent.save(tmp_path / "mended.xlsx")

    run = checked(tmp_path / "mended.xlsx")

    assert (run.created_count, run.error_count) == (3, 0)


def pretend(rows):
    ImportRun.objects.unscoped(because="test").update(row_count=rows, created_count=rows - 1, error_count=1)


def test_of_a_large_file_the_marked_rows_come_back_with_their_numbers_and_can_be_mended(admin, sheet):
    run = checked(sheet(*ROWS))
    pretend(20_001)

    page = marked(admin, run)

    assert [[cell.value for cell in row[:4]] for row in page.iter_rows(min_row=3)] == [
        [0, "XA", None, "五"],
        ["-1", "CD", "成都", "１２"],
    ]
    assert page["E3"].value.startswith("第 5 行：")


def test_a_file_that_takes_minutes_to_read_has_its_errors_as_a_spreadsheet_alone_and_says_so(admin, sheet):
    run = checked(sheet(*ROWS))
    pretend(150_001)
    address = reverse("exchange:import_marked", args=[run.pk])

    page = admin.get(run.get_absolute_url()).content.decode()

    assert (address in page, "文件太大" in page) == (False, True)
    assert admin.get(address).status_code == 404


def test_a_file_that_is_gone_is_told(admin, sheet):
    run = checked(sheet(*ROWS))
    run.file.storage.delete(run.file.name)

    assert admin.get(reverse("exchange:import_marked", args=[run.pk])).status_code == 409
    assert not Center.objects.filter(code="CQ").exists()
