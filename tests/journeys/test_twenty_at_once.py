"""Twenty at once, each at a page of its own: one wins, nobody's work vanishes, and all are told (goals C1–C3, C6)."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook

from dealers.choices import PlanStatus
from dealers.models import ProfitPlan
from salesops.accounts.actor import Actor
from salesops.accounts.choices import Role
from salesops.exchange.services import FileRefused, run_file
from salesops.workflow.models import AuditEvent, FieldChange
from stores.models import Customer, Store
from tests.factories.accounts import UserFactory
from tests.factories.dealers import PlanLineFactory, ProfitPlanFactory
from tests.factories.stores import CustomerFactory, StoreFactory
from tests.journeys.foreign import client_of
from tests.journeys.forms import filled

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="needs PostgreSQL"),
]

TWENTY = 20


def at_once(deed, times=TWENTY):
    """Let each begin at the same moment, with a connection of its own."""
    gate = Barrier(times)

    def run(number):
        gate.wait()
        try:
            return deed(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))


def said_by(answer):
    """The words of the page, and of the messages that wait for the next one."""
    return answer.content.decode() + " ".join(str(message) for message in answer.wsgi_request._messages)


def test_of_twenty_managers_one_decides_and_the_others_hear_who_was_faster(cast):
    plan = ProfitPlanFactory(customer=CustomerFactory(rep=cast.rep), status=PlanStatus.SUBMITTED)
    PlanLineFactory(plan=plan)
    managers = [client_of(UserFactory(center=cast.center, role=Role.MANAGER)) for _number in range(TWENTY)]
    moves = ("dealers:plan_approve", "dealers:plan_return")

    answers = at_once(
        lambda n: managers[n].post(
            reverse(moves[n % 2], args=[plan.pk]), {"reason": "请核对"}, HTTP_ACCEPT_LANGUAGE="en"
        )
    )

    events = AuditEvent.objects.filter(
        object_type="dealers.profitplan", object_id=plan.pk, step__in=("approve", "return")
    )
    faster = [answer for answer in answers if "Somebody was faster" in said_by(answer)]
    assert {answer.status_code for answer in answers} <= {302, 409}
    assert (events.count(), len(faster)) == (1, TWENTY - 1)
    assert ProfitPlan.objects.unscoped(because="test").get().status == events.get().after


def test_of_twenty_edits_of_a_store_none_is_lost_in_silence(cast):
    store = StoreFactory(customer=CustomerFactory(rep=cast.rep))
    address = reverse("stores:store_edit", args=[store.pk])
    editors = [client_of(UserFactory(center=cast.center, role=Role.MANAGER)) for _number in range(TWENTY)]
    seen = {name: value for name, value in filled(editors[0].get(address)).items() if name != "closed_on"}

    answers = at_once(lambda n: editors[n].post(address, seen | {"phone": f"138000000{n:02}", "seen": ""}))

    saved = [n for n, answer in enumerate(answers) if answer.status_code == 302]
    kept = FieldChange.objects.filter(event__object_type="stores.store", event__object_id=store.pk, field="phone")
    assert {answer.status_code for answer in answers} == {302, 409}
    assert [change.after for change in kept] == [f"138000000{n:02}" for n in saved]
    assert len(saved) == 1
    assert Store.objects.unscoped(because="test").get(pk=store.pk).phone == f"138000000{saved[0]:02}"


def test_a_file_imported_by_six_at_once_is_there_once(cast, tmp_path):
    book, path = Workbook(), tmp_path / "customers.xlsx"
    book.active.append(["客户编码", "客户名称", "客户类型", "促销经理账号"])
    for number in range(30):
        book.active.append([f"C{number:03}", f"客户{number}", "独立店", cast.rep.username])
    book.save(path)

    def run(_number):
        try:
            return run_file(
                "customers", path, actor=Actor.system("test"), clock=timezone.now, commit=True
            ).created_count
        except FileRefused as refusal:
            return refusal.code

    created = at_once(run, times=6)

    assert created.count(30) == 1
    assert set(created) <= {30, 0, "clash"}
    assert Customer.objects.unscoped(because="test").count() == 30
