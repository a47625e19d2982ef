"""Reviews are built once, follow late sales, and take nothing from a person (handbook H1, H9; J1, J2, J7, J8)."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db import OperationalError

from dealers.services import monthly
from dealers.services.monthly import Outcome
from reports.choices import ReviewStatus
from reports.models import BusinessReview, ReviewLine
from reports.selectors.missing import customers_without_review, failing_runs
from reports.services import drafts
from reports.services.texts import change_texts
from salesops.accounts.actor import actor_for
from salesops.periods.choices import DeadlineKind
from salesops.periods.models import Deadline
from salesops.periods.month import Month
from salesops.workflow.choices import JobState
from salesops.workflow.models import AuditEvent, JobRun
from stores.choices import CustomerStatus, StoreStatus
from stores.models import Customer, StockCount
from tests.factories.stores import CustomerFactory, SalesMonthFactory, SkuFactory, StoreFactory
from tests.factories.visits import MarketReportFactory, PlannedVisitFactory, VisitFactory
from tests.reports.services.month import (
    LATER,
    NIGHT,
    OCTOBER,
    SHANGHAI,
    a_month,
    built,
    in_sql,
    lines,
    sell,
    stores,
    the_review,
)
from visits.choices import VisitStatus

pytestmark = pytest.mark.django_db


def test_draft_lays_plan_and_actual_and_the_months_before_beside_each_other():
    store = a_month()

    report = built()

    assert report.outcomes[Outcome.CREATED] == 1
    review = the_review()
    assert (review.customer_id, review.rep_id, review.month, review.status) == (
        store.customer_id,
        store.rep_id,
        date(2026, 10, 1),
        ReviewStatus.DRAFT,
    )
    assert lines() == [(10, 7, 9, None), (None, 4, 0, None)]


def test_profit_is_planned_by_the_plan_and_earned_by_what_was_sold():
    a_month()

    built()

    review = the_review()
    # 10 × (1999 − 1699 × 0.98) + 500 − 3000, and 7 of that and 4 × (999 − 800 × 0.98) on the same terms.
    assert review.planned_profit_yuan == Decimal("839.80")
    assert review.earned_profit_yuan == Decimal("697.86")
    assert review.inputs["terms"]["support_yuan"] == "500.00"


def test_customer_without_a_plan_has_no_plan_rather_than_a_plan_of_zero():
    store = StoreFactory()
    SalesMonthFactory(store=store, sell_out=3)

    built()

    assert lines() == [(None, 3, None, None)]
    assert the_review().planned_profit_yuan is None


def test_customer_whose_sales_nobody_reported_has_earned_nothing_that_is_known():
    StoreFactory()

    built()

    assert the_review().earned_profit_yuan is None
    assert [row.is_reported for row in stores()] == [False]


def test_what_was_done_in_the_store_is_counted():
    store = a_month()
    day = datetime(2026, 10, 20, 9, 0, tzinfo=SHANGHAI)
    first = PlannedVisitFactory(store=store, planned_on=day.date())
    PlannedVisitFactory(store=store, planned_on=date(2026, 10, 21), plan=first.plan)
    done = {"status": VisitStatus.CLOSED, "checked_in_at": day, "checked_out_at": day, "minutes": 30}
    VisitFactory(store=store, visited_on=day.date(), image_score=Decimal("81.5"), **done)
    MarketReportFactory(store=store, reported_at=day)
    MarketReportFactory(store=store, reported_at=NIGHT)
    sku = SkuFactory()
    for counted_on, quantity in ((date(2026, 10, 5), 9), (date(2026, 10, 20), 6), (date(2026, 11, 2), 1)):
        StockCount.objects.create(store=store, sku=sku, counted_on=counted_on, quantity=quantity, recorded_at=day)

    built()

    row = stores()[0]
    assert (row.visits_planned, row.visits_done_as_planned, row.visits_done, row.minutes) == (2, 1, 1, 30)
    assert (row.image_score, row.market_reports, row.stock) == (Decimal("81.5"), 1, 6)


def test_built_twice_is_the_same():
    a_month()
    built()
    first = (BusinessReview.objects.unscoped(because="test").values().get(), lines())

    report = built(at=LATER)

    assert report.outcomes[Outcome.UNCHANGED] == 1
    assert (BusinessReview.objects.unscoped(because="test").values().get(), lines()) == first
    assert AuditEvent.objects.filter(object_type="reports.businessreview").count() == 1


def test_late_sales_change_the_draft_and_leave_what_the_rep_typed():
    store = a_month()
    built()
    review = the_review()
    texts = {"causes": "对手降价", "strategy": "加强陈列"}
    who = {"actor": actor_for(store.rep, date(2026, 11, 1)), "at": NIGHT}
    change_texts(review, texts, revision=review.revision, **who)
    sell(store, ReviewLine.objects.unscoped(because="test").get(planned=10).model_id, 11)

    report = built(at=LATER)

    assert report.outcomes[Outcome.REFRESHED] == 1
    review = the_review()
    assert lines()[0] == (10, 11, 9, None)
    assert (review.causes, review.strategy, review.built_at) == ("对手降价", "加强陈列", LATER)


def test_refresh_does_not_refuse_what_the_rep_is_typing():
    store = a_month()
    built()
    seen = the_review()
    sell(store, ReviewLine.objects.unscoped(because="test").get(planned=10).model_id, 11)
    built(at=LATER)

    who = {"actor": actor_for(store.rep, date(2026, 11, 2)), "at": LATER}
    change_texts(seen, {"causes": "对手降价", "strategy": ""}, revision=seen.revision, **who)

    assert the_review().causes == "对手降价"


@pytest.mark.parametrize("status", [ReviewStatus.SUBMITTED, ReviewStatus.RETURNED, ReviewStatus.CONFIRMED])
def test_review_that_people_work_on_is_left_alone(status):
    store = a_month()
    built()
    confirmed_at = NIGHT if status == ReviewStatus.CONFIRMED else None
    BusinessReview.objects.unscoped(because="test").update(status=status, confirmed_at=confirmed_at)
    sell(store, ReviewLine.objects.unscoped(because="test").get(planned=10).model_id, 11)

    report = built(at=LATER)

    assert report.outcomes[Outcome.LOCKED] == 1
    assert lines()[0] == (10, 7, 9, None)


def test_line_of_a_withdrawn_sale_goes():
    store = a_month()
    built()
    sell(store, ReviewLine.objects.unscoped(because="test").get(planned=None).model_id, 0)

    built(at=LATER)

    assert lines() == [(10, 7, 9, None)]


def test_store_that_closed_before_is_left_out_and_one_that_closed_since_is_not():
    store = a_month()
    StoreFactory(customer=store.customer, status=StoreStatus.CLOSED, closed_on=date(2026, 9, 30))
    closed = StoreFactory(customer=store.customer, status=StoreStatus.CLOSED, closed_on=date(2026, 10, 2))

    built()

    assert {row.store_id for row in stores()} == {store.pk, closed.pk}


def test_ended_customer_is_not_reviewed():
    CustomerFactory(status=CustomerStatus.ENDED)

    assert built().customers == 0


def test_deadline_is_the_third_working_day():
    store = a_month()

    built()

    deadline = Deadline.objects.unscoped(because="test").get()
    assert (deadline.kind, deadline.subject_id, deadline.rep_id) == (
        DeadlineKind.REVIEW,
        store.customer_id,
        store.rep_id,
    )
    # 1 November 2026 is a Sunday.
    assert deadline.due_on == date(2026, 11, 4)


def test_customer_that_fails_is_listed_and_the_others_go_on(monkeypatch):
    bad, good = a_month().customer, a_month().customer
    sound = drafts.review_draft
    monkeypatch.setattr(
        drafts, "review_draft", lambda month: 1 // 0 if month.stores[0].store_id in ids_of(bad) else sound(month)
    )

    report = built()

    assert [failure.customer for failure in report.failed] == [bad.code]
    assert the_review().customer == good
    run = failing_runs(OCTOBER).get()
    assert (run.subject, run.attempts, run.message) == (
        f"review:2026-10:{bad.code}",
        1,
        "ZeroDivisionError: integer division or modulo by zero",
    )


def ids_of(customer) -> set[int]:
    return set(customer.stores.unscoped(because="test").values_list("pk", flat=True))


def test_material_that_fails_for_one_costs_the_others_nothing(monkeypatch):
    bad, good = a_month().customer, a_month().customer
    sound = drafts.material_of
    monkeypatch.setattr(
        drafts, "material_of", lambda customers, month: 1 // 0 if bad in customers else sound(customers, month)
    )

    report = built()

    assert [failure.customer for failure in report.failed] == [bad.code]
    assert the_review().customer == good


def test_failed_customer_rests_and_comes_off_the_list_when_it_is_mended(monkeypatch):
    customer = a_month().customer
    Customer.objects.unscoped(because="test").update(created_at=NIGHT.replace(year=2025))
    with monkeypatch.context() as broken:
        broken.setattr(drafts, "review_draft", lambda month: 1 // 0)
        built()

    resting = customers_without_review(OCTOBER, NIGHT)
    after_the_rest = customers_without_review(OCTOBER, NIGHT.replace(minute=6))
    built(at=LATER)

    assert (resting, after_the_rest) == ([], [customer.pk])
    assert not failing_runs(OCTOBER).exists()


def test_database_that_is_away_stops_the_run(monkeypatch):
    a_month()

    def away(month):
        raise OperationalError("server closed the connection")

    monkeypatch.setattr(drafts, "review_draft", away)

    with pytest.raises(OperationalError):
        built()


def test_killed_in_the_middle_leaves_whole_reviews_and_the_next_run_does_the_rest(monkeypatch):
    for _ in range(3):
        a_month()
    written = []
    sound = drafts.write_review_parts
    monkeypatch.setattr(monthly, "AT_ONCE", 1)

    def killed_at_the_second(review, draft):
        written.append(review)
        if len(written) == 2:
            raise KeyboardInterrupt
        return sound(review, draft)

    monkeypatch.setattr(drafts, "write_review_parts", killed_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        built()
    monkeypatch.setattr(drafts, "write_review_parts", sound)
    standing = in_sql("SELECT COUNT(*), COUNT(DISTINCT customer_id) FROM reports_businessreview")
    report = built(at=LATER)

    assert standing == (1, 1)
    assert (report.outcomes[Outcome.CREATED], report.outcomes[Outcome.UNCHANGED]) == (2, 1)
    assert sorted(lines(), key=str) == sorted(3 * [(10, 7, 9, None), (None, 4, 0, None)], key=str)
    assert JobRun.objects.get(job="reports.draft_reviews").state == JobState.DONE


def test_figures_are_those_of_plain_sql():
    for _ in range(3):
        a_month()

    built()

    planned, sold, before = in_sql(
        "SELECT (SELECT SUM(COALESCE(typed_quantity, baseline_quantity + promotion_quantity)) FROM dealers_planline), "
        "(SELECT SUM(sell_out) FROM stores_salesmonth WHERE month = '2026-10-01'), "
        "(SELECT SUM(sell_out) FROM stores_salesmonth WHERE month = '2026-09-01')"
    )
    reviewed = in_sql("SELECT SUM(planned), SUM(actual), SUM(last_month) FROM reports_reviewline")
    assert tuple(map(int, reviewed)) == (int(planned), int(sold), int(before)) == (30, 33, 27)


@pytest.mark.parametrize("customers", [1, 3])
def test_material_costs_a_fixed_number_of_queries(customers, django_assert_num_queries):
    for _ in range(customers):
        a_month()
    asked = list(drafts.customers_to_review())

    with django_assert_num_queries(21):
        drafts.material_of(asked, Month(2026, 10))
