"""The pages of training and of appraisals (handbook H7)."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from openpyxl import load_workbook

from promotions.models import Appraisal, Course, TrainingResult
from salesops.periods.month import Month
from tests.factories.promoters import AssignmentFactory, PromoterFactory
from tests.factories.training import CourseFactory, TrainingResultFactory

LAST = Month.of(timezone.localdate()) - 1


def address(name, *args):
    return reverse(f"promotions:{name}", args=args)


def cells(client):
    rows = client.get(address("training")).context["matrix"].rows
    return {row.promoter.name: [cell.place.standing.value for cell in row.cells] for row in rows}


def test_a_rep_gives_a_course_and_the_matrix_says_who_is_done(client, cast):
    course = CourseFactory(required_from=timezone.localdate())
    here, there = (PromoterFactory(rep=cast.rep, name=name) for name in ("李芳", "王丽"))
    client.force_login(cast.rep)
    form = client.get(address("session_create")).context["form_id"]
    held = {"form_id": form, "course": course.pk, "held_on": timezone.localdate(), "promoters": [here.pk]}

    answer = client.post(address("session_create"), held)
    client.post(answer["Location"], {f"score_{here.pk}": 88})

    assert TrainingResult.objects.unscoped(because="test").get().score == 88
    assert cells(client) == {there.name: ["due"], here.name: ["done"]}


def test_a_rep_sees_its_own_promoters_in_the_matrix_only(client, cast):
    CourseFactory()
    PromoterFactory(rep=cast.rep, name="自己的")
    PromoterFactory(rep=cast.colleague, name="同事的")
    client.force_login(cast.rep)

    assert set(cells(client)) == {"自己的"}


def test_marketing_sets_a_course_and_may_retire_it(client, cast):
    client.force_login(cast.marketing)
    form = client.get(address("course_create")).context["form_id"]
    asked = {"name": "卖点", "required_from": "2026-11-01", "days_to_do": 30, "pass_score": 60, "is_active": "on"}

    client.post(address("course_create"), {"form_id": form, **asked})
    course = Course.objects.get()
    client.post(address("course_edit", course.pk), {**asked, "is_active": "", "revision": 1})

    assert client.get(address("training")).context["matrix"].courses == []
    assert Course.objects.get().is_active is False


def test_a_target_is_typed_confirmed_by_the_manager_and_paid_by_the_file(client, cast):
    promoter = AssignmentFactory(promoter__rep=cast.rep).promoter
    client.force_login(cast.rep)
    edit = f"{address('appraisal_edit', promoter.pk)}?month={LAST}"
    client.post(edit, {"target_units": 50, "recommendation_percent": 80, "revision": 1})
    client.force_login(cast.manager)

    client.post(address("appraisal_confirm", promoter.pk), {"month": str(LAST)})
    answer = client.get(address("appraisals"), {"month": str(LAST), "export": "xlsx"})

    rows = list(load_workbook(BytesIO(b"".join(answer.streaming_content))).active.values)
    assert Appraisal.objects.unscoped(because="test").get().status == "confirmed"
    assert promoter.code in rows[-1]
    page = client.get(address("appraisal", promoter.pk), {"month": str(LAST)})
    assert "80 %" in page.content.decode()
    assert page.context["may_type"] is False


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("name", "most"), [("training", 13), ("appraisals", 22)])
def test_the_pages_cost_the_same_whatever_their_length(client, cast, django_assert_max_num_queries, name, most, rows):
    for _number in range(rows):
        place = AssignmentFactory(promoter__rep=cast.rep)
        TrainingResultFactory(promoter=place.promoter)
    client.force_login(cast.manager)
    client.get("/")

    with django_assert_max_num_queries(most):
        assert client.get(address(name)).status_code == 200


def test_a_session_and_the_promoters_page_tell_of_each_other(client, cast):
    result = TrainingResultFactory(promoter=PromoterFactory(rep=cast.rep), session__held_on=date(2026, 10, 9))
    client.force_login(cast.manager)

    session = client.get(result.session.get_absolute_url()).content.decode()
    promoter = client.get(result.promoter.get_absolute_url()).content.decode()

    assert date_format(date(2026, 10, 9), "SHORT_DATE_FORMAT") in session
    assert result.promoter.get_absolute_url() in session
    assert result.session.get_absolute_url() in promoter
