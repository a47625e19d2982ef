"""The page of an undo: what it would do, why, and what stands in the way (handbook H2.4)."""

import io

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from salesops.accounts.models import Center
from salesops.exchange.choices import RunState
from salesops.exchange.models import ImportRun
from salesops.exchange.services import request_undo
from tests.factories.accounts import UserFactory
from tests.salesops.exchange.services.test_imports import ADMIN, BOTH, checked, imported

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("center_kind")]


@pytest.fixture
def admin(client, cast):
    client.force_login(cast.admin)
    return client


@pytest.fixture
def run(sheet):
    return imported(sheet(*BOTH))


def page_of(run):
    return reverse("exchange:import_undo", args=[run.pk])


def codes():
    return set(Center.objects.filter(code__in=["CQ", "CD"]).values_list("code", flat=True))


def put_to_use(code):
    UserFactory(center=Center.objects.get(code=code))


def test_an_imported_file_offers_its_undo(admin, run):
    assert page_of(run) in admin.get(run.get_absolute_url()).content.decode()


def test_a_checked_file_offers_none_and_its_undo_page_says_why(admin, sheet):
    run = checked(sheet(*BOTH))

    assert page_of(run) not in admin.get(run.get_absolute_url()).content.decode()
    assert "hindrance" in admin.get(page_of(run)).context


def test_the_page_counts_what_would_go(admin, run):
    plan = admin.get(page_of(run)).context["plan"]

    assert (plan.removed, plan.restored, plan.kept) == (2, 0, 0)


def test_a_reason_and_a_tap_undo_the_import(admin, run, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        response = admin.post(page_of(run), {"reason": "wrong file"})

    assert response.url == run.get_absolute_url()
    assert codes() == set()
    assert "wrong file" in admin.get(run.get_absolute_url()).content.decode()


def test_without_a_reason_the_form_comes_back(admin, run):
    assert admin.post(page_of(run), {"reason": ""}).status_code == 422


def test_what_stands_in_the_way_is_listed_and_can_be_taken_along(admin, run):
    put_to_use("CD")

    page = admin.get(page_of(run))
    response = admin.get(reverse("exchange:import_obstacles", args=[run.pk]))

    assert [(line.row, line.subject) for line in page.context["obstacles"]] == [(3, "CD")]
    sheet = openpyxl.load_workbook(io.BytesIO(response.getvalue())).worksheets[0]
    assert [sheet["A2"].value, sheet["B2"].value] == [3, "CD"]


def test_the_others_alone_are_undone_by_choice(admin, run, django_capture_on_commit_callbacks):
    put_to_use("CD")

    with django_capture_on_commit_callbacks(execute=True):
        admin.post(page_of(run), {"reason": "wrong file", "rows": "free"})

    assert codes() == {"CD"}
    page = admin.get(run.get_absolute_url())
    assert [(line.row, line.severity) for line in page.context["issues"]] == [(3, "kept")]


def test_what_came_into_the_way_since_the_preview_is_shown(admin, run):
    put_to_use("CD")

    response = admin.post(page_of(run), {"reason": "wrong file"})

    assert response.status_code == 409
    assert codes() == {"CQ", "CD"}


def test_the_second_undo_is_told_that_it_came_late(admin, run):
    request_undo(run, possible_only=False, actor=ADMIN, at=timezone.now(), reason="x")

    assert admin.post(page_of(run), {"reason": "wrong file"}).status_code == 409
    assert ImportRun.objects.unscoped(because="test").get().state == RunState.UNDOING
