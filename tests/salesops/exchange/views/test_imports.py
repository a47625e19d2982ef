"""The pages of imports, from the upload to the decision (handbook H2.4)."""

import io
import uuid

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from salesops.accounts.models import Center
from salesops.exchange.choices import RunState
from salesops.exchange.models import ImportRun
from salesops.exchange.services import check_import, request_import
from salesops.exchange.writer import CONTENT_TYPE
from tests.salesops.exchange.services.test_imports import ADMIN, BOTH, HEADER, WITH_ERROR, checked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("center_kind")]

NEW = reverse("exchange:import_create", args=["test_centers"])


@pytest.fixture
def admin(client, cast):
    Center.objects.exclude(pk__in=[cast.center.pk, cast.other_center.pk]).delete()
    client.force_login(cast.admin)
    return client


def runs():
    return ImportRun.objects.unscoped(because="test")


def post_file(client, path, form_id=None):
    upload = SimpleUploadedFile(path.name, path.read_bytes(), content_type=CONTENT_TYPE)
    return client.post(NEW, {"form_id": form_id or uuid.uuid4(), "file": upload})


def test_an_upload_is_kept_and_checked_and_its_page_shown(admin, sheet, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        response = post_file(admin, sheet(*BOTH))

    run = runs().get()
    assert response.url == run.get_absolute_url()
    assert (run.state, run.created_count) == (RunState.CHECKED, 2)


def test_a_form_sent_twice_uploads_once(admin, sheet):
    form_id = uuid.uuid4()

    first, second = post_file(admin, sheet(*BOTH), form_id), post_file(admin, sheet(*BOTH), form_id)

    assert first.url == second.url
    assert runs().count() == 1


@pytest.mark.parametrize(("name", "content"), [("a.exe", b"MZ"), ("a.xls", b"x"), ("a.xlsx", b"")])
def test_a_file_that_is_none_comes_back_with_the_form(admin, tmp_path, name, content):
    (tmp_path / name).write_bytes(content)

    response = post_file(admin, tmp_path / name)

    assert response.status_code == 422
    assert response.context["form"].errors["file"]
    assert not runs().exists()


def test_a_kind_that_nobody_knows_is_not_found(admin):
    assert admin.get(reverse("exchange:import_create", args=["other"])).status_code == 404
    assert admin.get(reverse("exchange:import_template", args=["other"])).status_code == 404


def test_a_kind_without_a_sample_has_none_to_download(admin):
    assert admin.get(reverse("exchange:import_sample", args=["test_centers"])).status_code == 404
    assert reverse("exchange:import_sample", args=["test_centers"]) not in admin.get(NEW).content.decode()


def test_the_page_names_errors_by_row_and_offers_the_good_rows(admin, sheet):
    run = checked(sheet(*WITH_ERROR))

    page = admin.get(run.get_absolute_url())

    assert [(line.row, line.column) for line in page.context["issues"]] == [(3, "名称")]
    assert 'value="good"' in page.content.decode()
    assert 'value="all"' not in page.content.decode()


def test_a_file_that_changes_nothing_offers_no_import(admin, sheet):
    Center.objects.create(code="CQ", name="重庆")

    page = admin.get(checked(sheet(HEADER, ["CQ", "重庆"])).get_absolute_url())

    assert reverse("exchange:import_commit", args=[runs().get().pk]) not in page.content.decode()


def test_text_from_the_file_is_shown_as_text(admin, sheet):
    run = checked(sheet(HEADER, ["<script>alert(1)</script>", "unknown"], ["<i>", "x"], name="<b>.xlsx"))

    page = admin.get(run.get_absolute_url()).content.decode()

    assert "<script>alert" not in page
    assert "<i>" not in page.replace("<i ", "")
    assert "<b>.xlsx" not in page


def test_the_import_of_the_whole_file(admin, sheet, django_capture_on_commit_callbacks):
    run = checked(sheet(*BOTH))

    with django_capture_on_commit_callbacks(execute=True):
        response = admin.post(reverse("exchange:import_commit", args=[run.pk]), {"rows": "all"})

    assert response.url == run.get_absolute_url()
    assert runs().get().state == RunState.IMPORTED
    assert Center.objects.filter(code__in=["CQ", "CD"]).count() == 2


def test_the_whole_file_is_refused_while_rows_have_errors(admin, sheet):
    run = checked(sheet(*WITH_ERROR))

    response = admin.post(reverse("exchange:import_commit", args=[run.pk]), {"rows": "all"})

    assert response.status_code == 409
    assert runs().get().state == RunState.CHECKED


def test_the_second_decision_is_told_that_it_came_late(admin, sheet):
    run = checked(sheet(*BOTH))
    request_import(run, good_rows_only=False, actor=ADMIN, at=timezone.now())

    response = admin.post(reverse("exchange:import_commit", args=[run.pk]), {"rows": "all"})

    assert response.status_code == 409


def test_progress_is_a_fragment_that_asks_again_until_the_run_is_settled(admin, sheet):
    run = checked(sheet(*BOTH))
    address = reverse("exchange:import_progress", args=[run.pk])
    runs().update(state=RunState.CHECKING, done=5, total=10)
    working = admin.get(address, headers={"HX-Request": "true"})
    runs().update(state=RunState.CHECKED)

    settled = admin.get(address, headers={"HX-Request": "true"})

    assert "every 1s" in working.content.decode()
    assert "HX-Refresh" not in working
    assert settled["HX-Refresh"] == "true"


def test_a_discarded_file_leaves_the_list_open(admin, sheet):
    run = checked(sheet(*BOTH))

    response = admin.post(reverse("exchange:import_discard", args=[run.pk]))

    assert response.url == reverse("exchange:import_list")
    assert runs().get().state == RunState.DISCARDED


def test_the_issues_as_a_spreadsheet(admin, sheet):
    run = checked(sheet(*WITH_ERROR))

    response = admin.get(reverse("exchange:import_issues", args=[run.pk]))

    page = openpyxl.load_workbook(io.BytesIO(response.getvalue())).worksheets[0]
    assert [page["A2"].value, page["B2"].value] == [3, "名称"]


def test_the_template_can_be_filled_in_and_imported(admin, tmp_path):
    response = admin.get(reverse("exchange:import_template", args=["test_centers"]))
    workbook = openpyxl.load_workbook(io.BytesIO(response.getvalue()))
    workbook.worksheets[0].append(["CQ", "重庆", 5])
    workbook.save(tmp_path / "filled.xlsx")

    run = checked(tmp_path / "filled.xlsx")

    assert [cell.value for cell in workbook.worksheets[0][1]] == ["编码*", "名称*", "数量"]
    assert (run.created_count, run.error_count) == (1, 0)


def test_an_empty_template_has_no_rows(admin, tmp_path):
    response = admin.get(reverse("exchange:import_template", args=["test_centers"]))
    (tmp_path / "empty.xlsx").write_bytes(response.getvalue())

    assert checked(tmp_path / "empty.xlsx").message_code == "no_rows"


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(admin, sheet, django_assert_max_num_queries, count):
    [checked(sheet(*BOTH)) for _ in range(count)]

    with django_assert_max_num_queries(9):
        assert admin.get(reverse("exchange:import_list")).status_code == 200


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_of_a_run_costs_the_same_for_few_and_many_issues(admin, sheet, django_assert_max_num_queries, count):
    run = checked(sheet(HEADER, *([f"A{n}", ""] for n in range(count))))

    with django_assert_max_num_queries(11):
        assert admin.get(run.get_absolute_url()).status_code == 200


def test_a_run_of_a_kind_that_is_no_more_can_still_be_read(admin, sheet):
    run = checked(sheet(*BOTH))
    runs().update(kind="gone")

    assert admin.get(run.get_absolute_url()).status_code == 200
    assert check_import(run.pk, clock=timezone.now).state == RunState.CHECKED


def test_the_form_names_the_columns_of_the_file_and_not_those_of_a_list(client, cast):
    client.force_login(cast.admin)

    page = client.get(reverse("exchange:import_create", args=["stores"])).content.decode()

    assert "文件中的列" in page
    assert "显示列" not in page
