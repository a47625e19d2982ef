"""The job rebuilds while a rep types and what was typed stays (J8); eight at once make one plan (J2)."""

import os
from datetime import datetime
from threading import Barrier, Thread
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dealers.models import PlanLine, ProfitPlan
from dealers.services.drafts import draft_plans
from dealers.services.lines import change_line
from salesops.accounts.actor import Actor, actor_for
from salesops.periods.month import Month
from stores.models import SalesMonth
from tests.factories.planning import sell, shop_with_history
from tests.factories.stores import PriceFactory

DECEMBER = Month(2026, 12)
NIGHT = datetime(2026, 11, 15, 0, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
JOB = Actor.system("plan drafts")

deeds = st.lists(
    st.one_of(
        st.tuples(st.just("build"), st.integers(0, 60)),
        st.tuples(st.just("type"), st.integers(0, 1), st.integers(0, 50)),
        st.tuples(st.just("reset"), st.integers(0, 1)),
    ),
    max_size=12,
)


def lines_of(store) -> list[PlanLine]:
    return list(PlanLine.objects.unscoped(because="test").filter(store=store).order_by("model__code"))


def build(store) -> None:
    draft_plans(DECEMBER, actor=JOB, at=NIGHT, customer_ids=[store.customer_id])


class Desk:
    """A store's plan, and beside it what its rep typed."""

    def __init__(self) -> None:
        self.store, _model = shop_with_history()
        sell(self.store, PriceFactory().model, units=5)
        self.actor = actor_for(self.store.rep, NIGHT.date())
        self.typed: dict[int, int | None] = {}
        build(self.store)

    def do(self, deed: str, *what: int) -> None:
        if deed == "build":
            SalesMonth.objects.unscoped(because="test").filter(store=self.store).update(sell_out=what[0])
            build(self.store)
            return
        line = lines_of(self.store)[what[0]]
        quantity = what[1] if deed == "type" else None
        change_line(line, quantity=quantity, revision=line.revision, actor=self.actor, at=NIGHT, reason="本地活动")
        self.typed[line.pk] = quantity


@pytest.mark.django_db
@settings(
    max_examples=200 if os.environ.get("SALESOPS_LONG") == "1" else 15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(deeds=deeds)
def test_whatever_the_order_what_was_typed_stays(deeds):
    desk = Desk()

    for deed in deeds:
        desk.do(*deed)

    assert {line.pk: line.typed_quantity for line in lines_of(desk.store) if line.pk in desk.typed} == desk.typed


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_eight_builds_at_once_make_one_plan_with_all_its_lines():
    store, _model = shop_with_history()
    start, failed = Barrier(8), []

    def run() -> None:
        start.wait()
        try:
            failed.extend(draft_plans(DECEMBER, actor=JOB, at=NIGHT).failed)
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failed == []
    assert ProfitPlan.objects.unscoped(because="test").count() == 1
    assert len(lines_of(store)) == 1
