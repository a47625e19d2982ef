"""Pages of amendments, shifts and versions (handbook H8.4)."""

import io
from uuid import uuid4

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from dealers.models import PlanAmendment, PlanLine
from salesops.periods.month import Month
from tests.factories.dealers import PlanLineFactory, ProfitPlanFactory
from tests.factories.stores import CustomerFactory, PriceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(cast):
    plan = ProfitPlanFactory(
        customer=CustomerFactory(rep=cast.rep),
        month=(Month.of(timezone.localdate()) + 1).first_day,
        status="approved",
        approved_at=timezone.now(),
    )
    model = PriceFactory(starts_on="2020-01-01").model
    for _ in range(2):
        PlanLineFactory(plan=plan, model=model)
    return plan


def to(name, *args):
    return reverse(f"dealers:{name}", args=args)


def as_(client, person):
    client.force_login(person)
    return client


def lines(plan):
    return list(PlanLine.objects.unscoped(because="test").filter(plan=plan).order_by("pk"))


def the_amendment():
    return PlanAmendment.objects.unscoped(because="test").get()


def begin(client, plan):
    client.post(to("plan_amend", plan.pk), {"reason": "客户追加团购", "form_id": str(uuid4())})
    return the_amendment()


def test_from_the_button_to_the_new_version(client, cast, plan):
    as_(client, cast.rep)
    assert to("plan_amend", plan.pk) in client.get(plan.get_absolute_url()).content.decode()
    amendment = begin(client, plan)
    form = {f"line-{lines(plan)[0].pk}": "17", f"line-{lines(plan)[1].pk}": "10", "revision": 1, "submit": "yes"}
    client.post(to("amendment_numbers", amendment.pk), form)

    page = as_(client, cast.manager).get(amendment.get_absolute_url()).content.decode()
    assert "20 → 27" in page
    client.post(to("amendment_approve", amendment.pk), {"revision": the_amendment().revision})

    assert [line.quantity for line in lines(plan)] == [17, 10]
    versions = client.get(to("plan_versions", plan.pk)).content.decode()
    assert "+7" in versions
    assert "客户追加团购" in versions


@pytest.mark.parametrize("typed", ["-3", "x", "1e3", "9999999"])
def test_what_is_no_number_saves_nothing(client, cast, plan, typed):
    as_(client, cast.rep)
    amendment = begin(client, plan)
    first, second = lines(plan)

    answer = client.post(
        to("amendment_numbers", amendment.pk), {f"line-{first.pk}": "12", f"line-{second.pk}": typed}, follow=True
    )

    assert [message.level_tag for message in answer.context["messages"]] == ["success", "danger"]
    assert answer.context["page"].changed == ()


def test_the_second_tab_is_told(client, cast, plan):
    as_(client, cast.rep)
    amendment = begin(client, plan)
    for quantity in ("12", "13"):
        form = {f"line-{lines(plan)[0].pk}": quantity, "revision": 1}
        answer = client.post(to("amendment_numbers", amendment.pk), form, follow=True)

    assert [message.level_tag for message in answer.context["messages"]] == ["danger"]
    assert [row.proposed for row in answer.context["page"].changed] == [12]


def test_a_line_of_another_plan_is_not_touched(client, cast, plan):
    foreign = PlanLineFactory()
    as_(client, cast.rep)
    amendment = begin(client, plan)

    client.post(to("amendment_numbers", amendment.pk), {f"line-{foreign.pk}": "99"})

    assert not the_amendment().lines.unscoped(because="test").exists()


def test_a_shift_is_done_with_a_reason(client, cast, plan):
    first, second = lines(plan)
    form = {"model": first.model_id, "source": first.store_id, "target": second.store_id, "units": 4}
    as_(client, cast.rep)

    assert client.post(to("plan_shift", plan.pk), form | {"reason": "", "form_id": str(uuid4())}).status_code == 422
    sent = form | {"reason": "客流变化", "form_id": str(uuid4())}
    assert [client.post(to("plan_shift", plan.pk), sent).status_code for _ in range(2)] == [302, 302]

    assert [line.quantity for line in lines(plan)] == [6, 14]


def test_a_shift_to_the_same_store_is_no_shift(client, cast, plan):
    line = lines(plan)[0]
    form = {"model": line.model_id, "source": line.store_id, "target": line.store_id, "units": 1, "reason": "x"}

    answer = as_(client, cast.rep).post(to("plan_shift", plan.pk), form | {"form_id": str(uuid4())})

    assert answer.status_code == 422


@pytest.mark.parametrize("query", ["", "?status=draft", "?kind=amendment", "?search=客户"])
def test_the_list_finds_what_waits(client, cast, plan, query):
    begin(as_(client, cast.rep), plan)

    answer = as_(client, cast.manager).get(to("amendment_list") + query)

    assert plan.customer.name in answer.content.decode()


def test_the_list_exports_what_each_amendment_changes(client, cast, plan):
    amendment = begin(as_(client, cast.rep), plan)
    client.post(to("amendment_numbers", amendment.pk), {f"line-{lines(plan)[0].pk}": "4"})

    book = openpyxl.load_workbook(io.BytesIO(client.get(to("amendment_list") + "?export=xlsx").getvalue()))

    assert {1, -6} <= set(list(book.active.values)[1])


@pytest.mark.parametrize("rows", [1, 4])
def test_pages_cost_the_same_with_more_lines(client, cast, plan, rows, django_assert_max_num_queries):
    for _ in range(rows):
        PlanLineFactory(plan=plan)
    amendment = begin(as_(client, cast.rep), plan)
    client.get(amendment.get_absolute_url())

    for address in (amendment.get_absolute_url(), to("plan_versions", plan.pk), to("amendment_list")):
        with django_assert_max_num_queries(14):
            client.get(address)


def test_the_versions_side_by_side_go_out_as_a_workbook(client, cast, plan):
    as_(client, cast.manager)

    answer = client.get(to("plan_versions_export", plan.pk))

    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    rows = list(book.worksheets[0].iter_rows(min_row=2, values_only=True))
    kept = sorted((line.store.code, line.model.code, line.quantity) for line in lines(plan))
    assert sorted((row[0], row[2], row[4]) for row in rows) == kept
    assert {row[5] for row in rows} == {0}
