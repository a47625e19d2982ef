"""Pages of plans: what is shown, typed, moved and refused (handbook H8.2, H8.5)."""

import io
from datetime import timedelta
from uuid import uuid4

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from dealers.choices import LineMethod, PlanStatus
from dealers.models import PlanAction, PlanLine, ProfitPlan
from tests.factories.dealers import PlanLineFactory, ProfitPlanFactory
from tests.factories.planning import shop_with_history
from tests.factories.stores import CustomerFactory, PriceFactory, StoreFactory

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def plan(cast):
    return ProfitPlanFactory(customer=CustomerFactory(rep=cast.rep))


@pytest.fixture
def line(plan):
    return PlanLineFactory(plan=plan)


@pytest.fixture
def rep(client, cast):
    client.force_login(cast.rep)
    return client


@pytest.fixture
def manager(client, cast):
    client.force_login(cast.manager)
    return client


def to(name, *args):
    return reverse(f"dealers:{name}", args=args)


def fresh(plan):
    return ProfitPlan.objects.unscoped(because="test").get(pk=plan.pk)


def submit(plan):
    ProfitPlan.objects.unscoped(because="test").filter(pk=plan.pk).update(status=PlanStatus.SUBMITTED)


def test_list_shows_state_and_figures(rep, line):
    page = rep.get(to("plan_list")).content.decode()

    assert line.plan.customer.name in page
    assert "19,990.00" in page


@pytest.mark.parametrize("query", ["month=2026-12", "status=draft", "search=客户"])
def test_list_can_be_narrowed(rep, line, query):
    assert line.plan.customer.name in rep.get(f"{to('plan_list')}?{query}").content.decode()
    assert line.plan.customer.name not in rep.get(f"{to('plan_list')}?month=2020-01").content.decode()


def test_list_exports_its_figures(rep, line):
    answer = rep.get(f"{to('plan_list')}?export=xlsx")

    rows = list(openpyxl.load_workbook(io.BytesIO(answer.getvalue())).active.values)
    assert 19990 in rows[1]


@pytest.mark.parametrize("name", ["plan_list", "plan_inbox", "plan_detail"])
def test_pages_cost_the_same_with_more_rows(manager, cast, plan, name, django_assert_max_num_queries):
    for _ in range(3):
        PlanLineFactory(plan=plan)
        PlanLineFactory(plan=ProfitPlanFactory(customer=CustomerFactory(rep=cast.rep)))
    address = to(name, plan.pk) if name == "plan_detail" else to(name)

    with django_assert_max_num_queries(20):
        manager.get(address)


def test_line_is_changed_in_its_place(rep, line):
    form = {"quantity": "14", "reason": "店庆", "revision": "1"}

    answer = rep.post(to("plan_line_edit", line.pk), form, **HTMX)

    assert answer.status_code == 200
    assert answer["HX-Trigger"] == "plan-changed"
    assert f'id="plan-line-{line.pk}"' in answer.content.decode()
    assert PlanLine.objects.unscoped(because="test").get().quantity == 14


def test_line_is_changed_without_javascript_too(rep, line):
    answer = rep.post(to("plan_line_edit", line.pk), {"quantity": "14", "reason": "店庆", "revision": "1"})

    assert answer.url == f"{to('plan_detail', line.plan_id)}#plan-line-{line.pk}"


@pytest.mark.parametrize(
    "form",
    [
        {"quantity": "", "reason": "x"},
        {"quantity": "-1", "reason": "x"},
        {"quantity": "1e9", "reason": "x"},
        {"quantity": "999999", "reason": "x"},
        {"quantity": "14", "reason": ""},
        {"quantity": "14", "reason": "x" * 201},
    ],
)
def test_what_was_typed_wrong_comes_back_with_the_form(rep, line, form):
    answer = rep.post(to("plan_line_edit", line.pk), form | {"revision": "1"}, **HTMX)

    assert answer.status_code == 422
    assert 'name="reason"' in answer.content.decode()
    assert PlanLine.objects.unscoped(because="test").get().typed_quantity is None


def test_the_second_tab_is_shown_the_difference(rep, line):
    rep.post(to("plan_line_edit", line.pk), {"quantity": "14", "reason": "店庆", "revision": "1"}, **HTMX)

    answer = rep.post(to("plan_line_edit", line.pk), {"quantity": "9", "reason": "缺货", "revision": "1"}, **HTMX)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "店庆" in page
    assert 'name="revision" value="2"' in page


def test_line_goes_back_to_the_draft(rep, line):
    rep.post(to("plan_line_edit", line.pk), {"quantity": "14", "reason": "店庆", "revision": "1"})

    rep.post(to("plan_line_reset", line.pk), {"revision": "2"}, **HTMX)

    assert PlanLine.objects.unscoped(because="test").get().quantity == 10


def test_a_form_sent_twice_adds_one_line(rep, plan):
    store, price = StoreFactory(customer=plan.customer), PriceFactory()
    form = {"store": store.pk, "model": price.model.pk, "quantity": 5, "reason": "样机", "form_id": str(uuid4())}

    answers = [rep.post(to("plan_line_add", plan.pk), form).status_code for _ in range(3)]

    assert answers == [302, 302, 302]
    assert PlanLine.objects.unscoped(because="test").get().method == LineMethod.ADDED


def test_a_store_of_somebody_else_is_no_choice(rep, plan):
    form = {"store": StoreFactory().pk, "model": PriceFactory().model.pk, "quantity": 5, "reason": "x"}

    answer = rep.post(to("plan_line_add", plan.pk), form | {"form_id": str(uuid4())})

    assert answer.status_code == 422
    assert not PlanLine.objects.unscoped(because="test").exists()


def test_terms_need_a_reason_and_show_in_the_account(rep, plan):
    form = {"typed_support_yuan": "900", "typed_own_cost_yuan": "", "note": "", "revision": plan.revision}

    assert rep.post(to("plan_terms", plan.pk), form | {"terms_reason": ""}).status_code == 422
    assert rep.post(to("plan_terms", plan.pk), form | {"terms_reason": "店庆"}).status_code == 302
    assert fresh(plan).support_yuan == 900


def test_actions_are_added_and_taken_off(rep, plan):
    store = StoreFactory(customer=plan.customer)
    form = {
        "store": store.pk,
        "text": "陈列到位",
        "due_on": str(timezone.localdate() + timedelta(days=7)),
        "form_id": str(uuid4()),
    }

    rep.post(to("plan_action_add", plan.pk), form)
    action = PlanAction.objects.unscoped(because="test").get()
    assert "陈列到位" in rep.get(to("plan_detail", plan.pk)).content.decode()
    rep.post(to("plan_action_remove", action.pk))

    assert not PlanAction.objects.unscoped(because="test").exists()


def test_a_plan_that_moved_meanwhile_answers_409_and_says_so(manager, plan):
    submit(plan)
    manager.post(to("plan_approve", plan.pk), {"revision": plan.revision})

    answer = manager.post(to("plan_approve", plan.pk), {"revision": plan.revision})

    assert answer.status_code == 409
    assert "本经理" in answer.content.decode()


def test_return_with_remarks_shows_them_at_their_line(client, cast, line):
    submit(line.plan)
    client.force_login(cast.manager)
    form = {"reason": "数量偏高", f"remark-{line.pk}": "库存还多", "remark-x": "y", "revision": "1"}

    assert client.post(to("plan_return", line.plan_id), form).status_code == 302

    client.force_login(cast.rep)
    page = client.get(to("plan_detail", line.plan_id)).content.decode()
    assert "库存还多" in page
    assert "数量偏高" in page


def test_return_without_a_reason_is_refused(manager, plan):
    submit(plan)

    assert manager.post(to("plan_return", plan.pk), {"reason": " "}).status_code == 409
    assert fresh(plan).status == PlanStatus.SUBMITTED


@pytest.mark.parametrize("ticked", ["{pk}:{revision}", "{pk}:9", "0:1", "x:y", "1", "{pk}:{revision}:1"])
def test_bulk_approval_approves_what_was_seen_and_nothing_else(manager, line, ticked):
    submit(line.plan)

    manager.post(to("plan_bulk_approve"), {"plan": ticked.format(pk=line.plan_id, revision=1)})

    is_approved = fresh(line.plan).status == PlanStatus.APPROVED
    assert is_approved == (ticked == "{pk}:{revision}")


@pytest.mark.parametrize("tab", ["waiting", "decided", "owed", "nonsense"])
def test_the_inbox_opens_on_each_tab(manager, line, tab):
    assert manager.get(f"{to('plan_inbox')}?tab={tab}&month=2026-12").status_code == 200


def test_a_plan_that_left_the_draft_is_not_called_refreshed(rep, plan):
    submit(plan)

    page = rep.post(to("plan_refresh", plan.pk), follow=True)

    assert [message.level_tag for message in page.context["messages"]] == ["danger"]


def test_numbers_open_to_what_they_were_made_from(rep, cast):
    store, _model = shop_with_history(customer=CustomerFactory(rep=cast.rep))
    plan = ProfitPlanFactory(customer=store.customer)
    rep.post(to("plan_refresh", plan.pk))
    line = PlanLine.objects.unscoped(because="test").get()
    rep.post(to("plan_line_edit", line.pk), {"quantity": "14", "reason": "店庆", "revision": "1"})

    page = rep.get(to("plan_line_evidence", line.pk), **HTMX).content.decode()
    assert "plan-2/robust-2" in page
    assert f"{reverse('stores:sale_list')}?q={store.code}&amp;month=2026-10" in page
    assert "店庆" in page
    assert "500.00" in rep.get(to("plan_profit_evidence", plan.pk), **HTMX).content.decode()


def test_every_number_opens_inside_the_dialog_and_never_in_its_place(manager, plan, line):
    page = manager.get(plan.get_absolute_url()).content.decode()

    # Two of the line, the customer's profit, and the planner's own record.
    assert page.count('hx-target="#evidence-body" hx-swap="innerHTML"') == page.count('hx-target="#evidence-body"') == 4


def test_export_opens_again_with_numbers_as_numbers(rep, line):
    answer = rep.get(to("plan_export", line.plan_id))

    book = openpyxl.load_workbook(io.BytesIO(answer.getvalue()))
    row = list(book.worksheets[0].values)[1]
    assert (row[0], row[4], row[14]) == (line.store.code, 10, 1999)
    assert len(book.worksheets) == 3
