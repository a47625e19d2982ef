"""A worker that is killed while it builds a month, and what stands afterwards (goals J1, J2, J3, J9)."""

from datetime import date

import pytest
from django.utils import timezone

from dealers.models import ProfitPlan
from dealers.services.drafts import draft_plans
from dealers.tasks import draft_plans_of_month
from reports.models import BusinessReview
from reports.services.drafts import draft_reviews
from reports.tasks import draft_reviews_of_month
from salesops.accounts.actor import Actor
from salesops.periods.month import Month
from stores.models import SalesMonth
from tests.factories.accounts import CenterFactory, UserFactory
from tests.factories.planning import FIRST_MONTH, MONTHS
from tests.factories.stores import CustomerFactory, PriceFactory, StoreFactory
from tests.worker import eventually

pytestmark = [pytest.mark.worker, pytest.mark.timeout(240), pytest.mark.django_db(transaction=True)]

CUSTOMERS = 160
MONTH = Month(2026, 12)
JOB = Actor.system("test")
KINDS = {
    "plans": (ProfitPlan, draft_plans_of_month, draft_plans),
    "reviews": (BusinessReview, draft_reviews_of_month, draft_reviews),
}
TYPED = {"plans": {"note": "客户要扩店"}, "reviews": {"causes": "竞品降价"}}


@pytest.fixture
def center(transactional_db):
    """Customers with one store each that sold three models for two years."""
    center = CenterFactory()
    rep = UserFactory(center=center)
    stores = [StoreFactory(customer=CustomerFactory(rep=rep)) for _ in range(CUSTOMERS)]
    models = [PriceFactory(starts_on=date(2024, 1, 1)).model for _ in range(3)]
    SalesMonth.objects.bulk_create(
        SalesMonth(
            store=store, model=model, month=(FIRST_MONTH + step).first_day, sell_out=9 + number, sell_in=9, records=1
        )
        for number, store in enumerate(stores)
        for model in models
        for step in range(MONTHS)
    )
    return center


def count(model):
    return model.objects.unscoped(because="test").count()


@pytest.mark.parametrize("kind", KINDS)
def test_killed_in_the_middle_and_triggered_twice_the_month_is_as_if_nothing_had_been(center, live_worker, kind):
    model, task, build = KINDS[kind]
    task.delay(month=str(MONTH))
    assert eventually(lambda: count(model) > 0, pause=0.002), live_worker.log.read_text()
    live_worker.kill()
    assert 0 < count(model) < CUSTOMERS
    model.objects.unscoped(because="test").update(**TYPED[kind])

    live_worker.start()
    task.delay(month=str(MONTH))
    task.delay(month=str(MONTH))

    assert eventually(lambda: count(model) == CUSTOMERS, 60), live_worker.log.read_text()
    live_worker.stop()
    again = build(MONTH, actor=JOB, at=timezone.now())
    assert {outcome.value: number for outcome, number in again.outcomes.items() if number} == {"unchanged": CUSTOMERS}
    assert model.objects.unscoped(because="test").filter(**TYPED[kind]).exists()
