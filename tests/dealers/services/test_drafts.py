"""Drafts are built once, refreshed without a person's loss, customer by customer (handbook H1, H8.2)."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from dealers.calc.drafting import lines_by_customer
from dealers.choices import LineMethod, PlanStatus
from dealers.models import PlanLine, ProfitPlan
from dealers.selectors.missing import failing_runs
from dealers.services.drafts import draft_plans
from dealers.services.monthly import Outcome
from promotions.choices import LaunchStatus, PromotionKind, PromotionStatus
from promotions.models import Promotion, PromotionStore
from salesops.accounts.actor import Actor
from salesops.periods.choices import DeadlineKind
from salesops.periods.models import Deadline
from salesops.periods.month import Month
from salesops.workflow.choices import JobState
from salesops.workflow.models import AuditEvent, JobRun
from stores.choices import StoreStatus
from stores.models import Customer, HandsetModel, SalesMonth, StockCount, Store
from tests.factories.accounts import UserFactory
from tests.factories.launches import LaunchFactory, LaunchModelFactory, LaunchStoreFactory
from tests.factories.planning import sell, shop_with_history
from tests.factories.promoters import AssignmentFactory, promoters_that_brought
from tests.factories.stores import CustomerFactory, HandsetModelFactory, PriceFactory, SalesRecordFactory, SkuFactory

DECEMBER = Month(2026, 12)
NIGHT = datetime(2026, 11, 15, 0, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
JOB = Actor.system("plan drafts")

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    return shop_with_history()[0]


def built(at=NIGHT, **options):
    report = draft_plans(DECEMBER, actor=JOB, at=at, **options)
    return {outcome.value: count for outcome, count in report.outcomes.items() if count}


def plans():
    return ProfitPlan.objects.unscoped(because="test")


def lines():
    return PlanLine.objects.unscoped(because="test")


def sales():
    return SalesMonth.objects.unscoped(because="test")


def test_draft_has_a_line_for_what_the_store_will_sell(shop):
    assert built() == {"created": 1}

    plan, line = plans().get(), lines().get()
    assert (plan.customer_id, plan.rep_id, plan.month) == (shop.customer_id, shop.rep_id, date(2026, 12, 1))
    assert (line.store, line.quantity, line.method) == (shop, 10, LineMethod.ROBUST)
    assert line.low_quantity <= 10 <= line.high_quantity


def test_draft_takes_the_terms_of_the_contract_and_what_was_sold_in_and_not_out(shop):
    built()

    plan = plans().get()
    assert (plan.rebate_percent, plan.support_yuan, plan.own_cost_yuan) == (2, 500, 3000)
    assert lines().get().stock_quantity == 24
    assert plan.average_stock_yuan == 24 * Decimal("1699.00")


def test_a_count_outweighs_the_books(shop):
    sku = SkuFactory(model=sales().first().model)
    StockCount.objects.create(store=shop, sku=sku, counted_on=date(2026, 11, 10), quantity=7, recorded_at=NIGHT)

    built()

    assert lines().get().stock_quantity == 7
    assert lines().get().inputs["stock"] == {"counted_on": "2026-11-10", "made_of": [7]}


def test_line_keeps_what_it_was_made_from(shop):
    built()

    line, october = lines().get(), sales().get(month=date(2026, 10, 1))
    assert line.inputs["months"][-1] == ["2026-10", 10, 10, october.pk]
    assert len(line.inputs["months"]) == 15
    assert line.inputs["share"]["months"] == ["2026-10", "2026-09", "2026-08"]
    assert line.inputs["price"]["starts_on"] == "2024-01-01"
    assert line.inputs["store"]["point"] == 10


def test_the_running_month_is_filled_up_not_taken_for_a_whole_one(shop):
    sku = SkuFactory(model=sales().first().model)
    SalesRecordFactory(store=shop, sku=sku, sold_on=date(2026, 11, 14), quantity=5)
    SalesRecordFactory(store=shop, sku=sku, sold_on=date(2026, 11, 15), quantity=90)

    built()

    part = lines().get().inputs["part"]
    assert (part["month"], part["days"], part["units"]) == ("2026-11", 14, 5)
    assert part["growth"] == pytest.approx(30 / 14, rel=0.01)


def test_what_a_visit_counted_is_no_part_of_a_month_that_is_reported_at_its_end(shop):
    sku = SkuFactory(model=sales().first().model)
    SalesRecordFactory(store=shop, sku=sku, sold_on=date(2026, 10, 31), quantity=10)
    SalesRecordFactory(store=shop, sku=sku, sold_on=date(2026, 11, 13), quantity=1)

    built()

    assert lines().get().inputs["part"] is None
    assert lines().get().quantity == 10


def test_a_year_ago_counts_only_where_it_was_reported_day_by_day(shop):
    sku = SkuFactory(model=sales().first().model)
    SalesRecordFactory(store=shop, sku=sku, sold_on=date(2025, 11, 30), quantity=100)
    SalesRecordFactory(store=shop, sku=sku, sold_on=date(2025, 11, 5), quantity=1)
    SalesRecordFactory(store=shop, sku=sku, sold_on=date(2026, 11, 14), quantity=5)

    built()

    assert lines().get().inputs["part"]["growth"] == pytest.approx(30 / 14, rel=0.01)


def test_promotion_adds_to_the_baseline_and_names_itself(shop):
    promotion = Promotion.objects.create(
        name="双十二",
        kind=PromotionKind.GIFT,
        mechanics="买赠",
        starts_on=date(2026, 12, 8),
        ends_on=date(2026, 12, 14),
        status=PromotionStatus.PUBLISHED,
        created_at=NIGHT,
        created_by=UserFactory(),
    )
    promotion.handset_models.add(sales().first().model)
    PromotionStore.objects.create(promotion=promotion, store=shop, extra_units=6)

    built()

    line = lines().get()
    assert (line.baseline_quantity, line.promotion_quantity, line.quantity) == (10, 6, 16)
    assert line.inputs["promotions"][0]["source"] == "双十二"


def test_a_launch_stands_in_the_draft_by_the_days_of_the_month_and_opens_to_its_page(shop):
    launch = LaunchFactory(status=LaunchStatus.PUBLISHED, starts_on=date(2026, 12, 22), ends_on=date(2027, 1, 10))
    LaunchModelFactory(launch=launch, model=HandsetModelFactory())
    place = LaunchStoreFactory(launch=launch, store=shop, quantity=40)

    built()

    line = lines().get(launch_quantity__gt=0)
    assert (line.baseline_quantity, line.launch_quantity, line.quantity) == (0, 20, 20)
    assert (line.inputs["promotions"][0]["kind"], line.inputs["promotions"][0]["url"]) == (
        "launch",
        place.get_absolute_url(),
    )


def test_a_promoter_who_comes_raises_the_draft_by_what_promoters_brought_in_the_center(shop):
    """Three stores sold half more with one: of 9 in 10.5 that is believed, and 0.43 of ten units are four."""
    promoters_that_brought(shop.center, half_more_in=3)
    place = AssignmentFactory(store=shop, promoter__rep=shop.rep, starts_on=date(2026, 12, 1))

    built()

    drafted = lines().filter(store=shop)
    assert [sum(drafted.values_list(name, flat=True)) for name in ("baseline_quantity", "promoter_quantity")] == [10, 4]
    assert all(line.quantity == line.baseline_quantity + line.promoter_quantity for line in drafted)
    [told] = drafted.filter(promoter_quantity__gt=0).first().inputs["promotions"]
    assert told["url"] == place.promoter.get_absolute_url()
    assert "+43%" in told["reason"]


def test_draft_owes_a_plan_until_the_twentieth_of_the_month_before(shop):
    built()

    deadline = Deadline.objects.unscoped(because="test").get()
    assert (deadline.kind, deadline.subject_id, deadline.due_on) == (
        DeadlineKind.PLAN,
        shop.customer_id,
        date(2026, 11, 20),
    )
    assert (deadline.rep_id, deadline.url) == (shop.rep_id, plans().get().get_absolute_url())


def test_built_again_nothing_changes(shop):
    built()
    before = list(plans().values()), list(lines().values())

    assert built(at=NIGHT + timedelta(minutes=5)) == {"unchanged": 1}
    assert (list(plans().values()), list(lines().values())) == before


def test_new_sales_refresh_the_draft_and_what_a_person_typed_stays(shop):
    built()
    lines().update(typed_quantity=3, typed_reason="柜台装修")
    sales().update(sell_out=20)

    assert built() == {"refreshed": 1}

    line = lines().get()
    assert (line.baseline_quantity, line.typed_quantity, line.typed_reason, line.quantity) == (20, 3, "柜台装修", 3)
    assert AuditEvent.objects.filter(step="redraft").count() == 1


@pytest.mark.parametrize("status", [PlanStatus.SUBMITTED, PlanStatus.RETURNED, PlanStatus.APPROVED])
def test_a_plan_that_left_the_draft_state_is_not_touched(shop, status):
    built()
    plans().update(status=status, approved_at=NIGHT if status == PlanStatus.APPROVED else None)
    sales().update(sell_out=20)

    assert built() == {"locked": 1}
    assert lines().get().baseline_quantity == 10


def test_a_line_that_left_the_draft_keeps_its_row_and_what_was_typed(shop):
    built()
    lines().update(typed_quantity=3, typed_reason="清库存")
    HandsetModel.objects.update(ended_on=date(2026, 11, 20))

    built()

    line = lines().get()
    assert (line.method, line.drafted_quantity, line.quantity) == (LineMethod.LEFT, 0, 3)
    assert built() == {"unchanged": 1}


def test_a_closed_store_is_planned_no_more(shop):
    Store.objects.unscoped(because="test").update(status=StoreStatus.SUSPENDED)

    assert built() == {"created": 1}
    assert not lines().exists()


def test_an_ended_customer_gets_no_plan(shop):
    Customer.objects.unscoped(because="test").update(status="ended")

    assert built() == {}


def test_a_model_without_a_price_is_drafted_at_nothing(shop):
    sell(shop, HandsetModelFactory())

    built()

    assert sorted(lines().values_list("list_yuan", flat=True)) == [0, Decimal("1999.00")]


def test_another_center_counts_for_itself(shop):
    other, _model = shop_with_history()
    sales().filter(store=other).update(sell_out=40)

    assert built() == {"created": 2}
    assert dict(lines().values_list("store", "quantity")) == {shop.pk: 10, other.pk: 40}


def test_only_the_named_customers_are_built(shop):
    shop_with_history()

    assert built(customer_ids=[shop.customer_id]) == {"created": 1}
    assert not JobRun.objects.exists()


def test_the_month_has_one_run_with_its_progress(shop):
    built()

    run = JobRun.objects.get(subject="2026-12")
    assert (run.subject, run.state, run.done, run.total) == ("2026-12", JobState.DONE, 1, 1)


@pytest.fixture
def poison(shop):
    """A customer whose plan the database always refuses."""
    bad = CustomerFactory(rep=shop.rep, code="K-BAD")
    refuse = {
        "sqlite": [
            (
                "CREATE TRIGGER poison BEFORE INSERT ON dealers_profitplan "
                f"WHEN NEW.customer_id = {bad.pk} BEGIN SELECT RAISE(ABORT, 'poisoned'); END"
            )
        ],
        "postgresql": [
            "CREATE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'poisoned'; END $$",
            (
                "CREATE TRIGGER poison BEFORE INSERT ON dealers_profitplan FOR EACH ROW "
                f"WHEN (NEW.customer_id = {bad.pk}) EXECUTE FUNCTION poison()"
            ),
        ],
    }
    with connection.cursor() as cursor:
        for statement in refuse[connection.vendor]:
            cursor.execute(statement)
    return bad


def test_a_customer_that_fails_is_listed_and_the_others_are_built(shop, poison):
    report = draft_plans(DECEMBER, actor=JOB, at=NIGHT)

    assert [failure.customer for failure in report.failed] == ["K-BAD"]
    assert "poisoned" in report.failed[0].reason
    assert list(plans().values_list("customer", flat=True)) == [shop.customer_id]
    assert [(run.subject, run.attempts) for run in failing_runs(DECEMBER)] == [("plan:2026-12:K-BAD", 1)]
    assert JobRun.objects.get(subject="2026-12").state == JobState.FAILED


def test_a_customer_that_is_mended_leaves_the_list(shop, poison):
    built()
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER poison" + (" ON dealers_profitplan" if connection.vendor == "postgresql" else ""))

    assert draft_plans(DECEMBER, actor=JOB, at=NIGHT).failed == []
    assert not failing_runs(DECEMBER).exists()


def test_a_center_that_cannot_be_computed_does_not_stop_the_others(shop, monkeypatch):
    broken, _model = shop_with_history()

    def stumble(material):
        if any(store.id == broken.pk for store in material.stores):
            raise ArithmeticError("stumbled")
        return lines_by_customer(material)

    monkeypatch.setattr("dealers.services.drafts.lines_by_customer", stumble)
    report = draft_plans(DECEMBER, actor=JOB, at=NIGHT)

    assert [failure.reason for failure in report.failed] == ["ArithmeticError: stumbled"]
    assert list(plans().values_list("customer", flat=True)) == [shop.customer_id]


def test_a_late_price_starts_within_the_month(shop):
    model = HandsetModelFactory(launched_on=date(2026, 10, 1))
    PriceFactory(model=model, starts_on=date(2026, 12, 10), list_yuan=Decimal("3999.00"))
    sell(shop, model, first=Month(2026, 10), months=1)

    built()

    assert lines().get(model=model).list_yuan == Decimal("3999.00")


def test_outcomes_count_each_customer_once(shop):
    report = draft_plans(DECEMBER, actor=JOB, at=NIGHT)

    assert report.customers == sum(report.outcomes.values()) == 1
    assert report.outcomes[Outcome.CREATED] == 1
