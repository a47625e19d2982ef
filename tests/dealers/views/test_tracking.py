"""Pages of the weekly tracking (handbook H8.3)."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from dealers.models import TrackedLine
from tests.factories.dealers import ProfitPlanFactory
from tests.factories.stores import CustomerFactory
from tests.factories.tracking import PlanWeekFactory, TrackedLineFactory, last_week

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(cast):
    return TrackedLineFactory(week__plan=ProfitPlanFactory(customer=CustomerFactory(rep=cast.rep)))


def to(name, *args):
    return reverse(f"dealers:{name}", args=args)


def as_(client, person):
    client.force_login(person)
    return client


def test_the_desk_leads_the_manager_to_what_waits(client, cast, line):
    page = as_(client, cast.manager).get(to("tracking_list")).content.decode()

    assert 'id="desk"' in page
    assert f"?week={last_week()}&amp;rep={cast.rep.pk}" in page
    assert "40.0" in page


def test_a_rep_has_a_list_and_no_desk(client, cast, line):
    page = as_(client, cast.rep).get(to("tracking_list")).content.decode()

    assert 'id="desk"' not in page
    assert line.week.plan.customer.name in page


BY_EITHER = [
    ("week={week}", True),
    ("week=2020-01-06", False),
    ("answer=waiting", True),
    ("answer=missed", False),
    ("answer=answered", False),
    ("search=客户", True),
]
# The lines are those that are far behind, in all months.
BY_CUSTOMER = [("light=red", True), ("light=green", False), ("month=2026-12", True)]


@pytest.mark.parametrize(
    ("name", "query", "is_there"),
    [
        *(("tracking_list", *choice) for choice in BY_EITHER + BY_CUSTOMER),
        *(("tracked_line_list", *choice) for choice in BY_EITHER),
    ],
)
def test_lists_can_be_narrowed(client, cast, line, name, query, is_there):
    page = as_(client, cast.hq).get(f"{to(name)}?{query.format(week=last_week())}").context["table"]

    assert len(page.page.object_list) == is_there


@pytest.mark.parametrize("name", ["tracking_list", "tracked_line_list"])
def test_lists_export_their_figures(client, cast, line, name):
    answer = as_(client, cast.rep).get(f"{to(name)}?export=xlsx")

    rows = list(openpyxl.load_workbook(io.BytesIO(answer.getvalue())).active.values)
    assert {20, 4, 10, 0.4} <= set(rows[1])


def test_the_week_exports_with_numbers_as_numbers(client, cast, line):
    answer = as_(client, cast.rep).get(to("tracking_export", line.week_id))

    book = openpyxl.load_workbook(io.BytesIO(answer.getvalue()))
    assert list(book.worksheets[0].values)[1][4:9] == (20, 4, 10, 0.4, 8)
    assert len(list(book.worksheets[1].values)) == 2


def test_cause_and_action_are_given_on_the_page_and_shown(client, cast, line):
    form = {
        "cause": "price",
        "remark": "竞品直降 200",
        "action": "本周末店内路演",
        "action_due_on": str(timezone.localdate() + timedelta(days=3)),
        "revision": 1,
    }
    as_(client, cast.rep)

    assert client.post(to("tracked_line_answer", line.pk), form | {"action": ""}).status_code == 422
    assert client.post(to("tracked_line_answer", line.pk), form).status_code == 302

    page = client.get(to("tracking_detail", line.week_id)).content.decode()
    assert "竞品直降 200" in page
    assert "本周末店内路演" in page


def test_an_old_week_has_no_button_and_answers_409(client, cast, line):
    line.week.week_on = last_week() - timedelta(days=7)
    line.week.save()
    as_(client, cast.rep)
    form = {"cause": "price", "action": "x", "action_due_on": str(timezone.localdate()), "revision": 1}

    assert to("tracked_line_answer", line.pk) not in client.get(to("tracking_detail", line.week_id)).content.decode()
    assert client.post(to("tracked_line_answer", line.pk), form).status_code == 409
    assert TrackedLine.objects.unscoped(because="test").get().cause == ""


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_cost_the_same_with_more_rows(client, cast, rows, django_assert_max_num_queries):
    plan = ProfitPlanFactory(customer=CustomerFactory(rep=cast.rep))
    week = PlanWeekFactory(plan=plan)
    for _ in range(rows):
        TrackedLineFactory(week=week)
        TrackedLineFactory(week__plan=ProfitPlanFactory(customer=CustomerFactory(rep=cast.rep)))
    as_(client, cast.manager).get(to("tracking_list"))

    for address in (to("tracking_list"), to("tracked_line_list"), to("tracking_detail", week.pk)):
        with django_assert_max_num_queries(14):
            client.get(address)


def test_the_first_page_of_each_role_counts_the_lines_that_wait(client, cast, line):
    for person, name in ((cast.manager, "reports:home"), (cast.rep, "reports:my_month")):
        assert f"{to('tracked_line_list')}?answer=waiting" in as_(client, person).get(reverse(name)).content.decode()


def test_the_plan_shows_its_weeks(client, cast, line):
    page = as_(client, cast.manager).get(line.week.plan.get_absolute_url()).content.decode()

    assert line.week.get_absolute_url() in page
