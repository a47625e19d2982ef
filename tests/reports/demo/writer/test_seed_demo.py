"""What somebody finds who logs in to the demonstration for the first time."""

from collections import Counter
from datetime import time, timedelta
from itertools import pairwise

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count, Exists, F, OuterRef, Q, Sum
from django.utils import timezone

from dealers.choices import PlanStatus
from dealers.models import (
    DealerCandidate,
    DealerContract,
    DealerEvaluation,
    PlanLine,
    ProfitPlan,
    Receivable,
    TargetVersion,
)
from dealers.selectors.target_tallies import assert_tallies
from promotions.choices import Executed, MoveKind, RefusalReason
from promotions.models import (
    Applicant,
    Appraisal,
    Attendance,
    DayOff,
    ExecutionCheck,
    Guidance,
    Launch,
    LaunchStore,
    MaterialMove,
    MaterialStock,
    Promoter,
    Promotion,
    PromotionSummary,
    RosterWeek,
    Shift,
    TrainingResult,
)
from promotions.selectors.attendance import month_sheet
from promotions.selectors.launch_tracking import tracking_of
from promotions.selectors.staffing import with_staffing
from reports.choices import ReviewStatus
from reports.models import BusinessReview
from salesops.accounts.actor import Actor
from salesops.accounts.choices import Role
from salesops.accounts.models import Center, Delegation, User
from salesops.exchange.registry import kinds
from salesops.exchange.services import run_file
from salesops.exchange.template_book import sample_sheets
from salesops.exchange.writer import write_workbook
from salesops.notices.models import Notice
from salesops.periods.models import Deadline
from salesops.periods.month import Month
from salesops.workflow.models import AuditEvent
from stores.choices import RunStatus, SaleKind, StoreStatus
from stores.models import (
    ClassificationRun,
    Customer,
    DistributionWeek,
    HandsetModel,
    SalesMonth,
    SalesRecord,
    StockCount,
    Store,
    StoreResponsibility,
)
from stores.selectors.distribution import Narrowing, distribution_sheet
from stores.services.rollups import rebuild_sales_months
from tests.reports.demo.writer.conftest import NOW, TODAY
from visits.choices import MarkStatus, PlannedVisitStatus, RouteStatus, VisitStatus
from visits.models import MarketReport, PlannedVisit, RoutePlan, Task, Visit, VisitMark, VisitPhoto, VisitPrice
from visits.selectors.prices import compliance_of

pytestmark = pytest.mark.django_db

EVERYTHING = "the test looks at all that was written"


def rows(model):
    return model.objects.unscoped(because=EVERYTHING)


def test_the_summary_counts_what_was_asked_for(seeded):
    assert (seeded["centers"], seeded["today"], seeded["seed"]) == (1, "2026-11-23", 1)
    assert rows(Store).filter(status=StoreStatus.ACTIVE).count() == 40


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.code)
def test_the_sample_of_every_import_is_taken_by_the_demonstration(seeded, tmp_path, settings, kind):
    settings.MEDIA_ROOT = tmp_path
    write_workbook(tmp_path / "sample.xlsx", sample_sheets(kind, timezone.localdate()))

    run = run_file(kind.code, tmp_path / "sample.xlsx", actor=Actor.system("test"), clock=timezone.now)

    assert (run.row_count, run.error_count) == (len(kind.sample), 0)


def test_everybody_can_log_in_with_the_password_of_the_demonstration(seeded):
    users = User.objects.order_by("username")

    assert Counter(users.values_list("role", flat=True)) == {
        Role.ADMIN: 1,
        Role.HQ: 1,
        Role.MARKETING: 1,
        Role.MANAGER: 1,
        Role.REP: 2,
    }
    assert all(user.is_demo for user in users)
    assert users.get(username="rep1").check_password("demo")


def test_a_second_run_refuses_a_database_that_is_not_empty(seeded):
    with pytest.raises(CommandError, match="not empty"):
        call_command("seed_demo", scale="small", today=TODAY)


def test_every_open_store_has_one_responsible_rep_now(seeded):
    open_turns = rows(StoreResponsibility).filter(ends_on=None)

    assert open_turns.count() == rows(Store).count()
    assert not open_turns.exclude(rep=F("store__rep")).exists()


def test_sales_reach_from_the_first_month_to_yesterday(seeded):
    days = rows(SalesRecord).filter(kind=SaleKind.SELL_OUT).order_by("sold_on").values_list("sold_on", flat=True)

    assert (days.first().year, days.first().month) == (2025, 9)
    assert days.last() == TODAY - timedelta(days=1)


def test_roll_ups_are_what_a_rebuild_makes_of_the_records(seeded):
    fields = ("store_id", "model_id", "month", "sell_in", "sell_out", "sell_out_yuan", "records")
    kept = sorted(rows(SalesMonth).values_list(*fields))

    rebuild_sales_months()

    assert sorted(rows(SalesMonth).values_list(*fields)) == kept


def test_no_store_has_sold_more_than_it_was_sent(seeded):
    sums = rows(SalesMonth).values("store", "model").annotate(left=Sum("sell_in") - Sum("sell_out"))

    assert not sums.filter(left__lt=0).exists()


def test_a_correction_is_a_further_row_of_its_fact(seeded):
    corrections = rows(SalesRecord).filter(correction_no=1)

    assert corrections.exists()
    assert not corrections.filter(reason="").exists()
    assert not corrections.exclude(quantity=-1).exists()


def test_stores_are_classified_and_a_proposal_waits(seeded):
    assert set(rows(ClassificationRun).values_list("month__month", "status")) == {
        (10, RunStatus.VALID),
        (11, RunStatus.PROPOSED),
    }
    confirmed = rows(Store).filter(class_is_provisional=False).values_list("store_class", flat=True)
    assert set(confirmed) == {"A", "B", "C"}


def test_each_rep_has_a_route_plan_in_force(seeded):
    approved = rows(RoutePlan).filter(status=RouteStatus.APPROVED).values_list("rep__username", flat=True)

    assert sorted(approved) == ["rep1", "rep2"]
    assert rows(RoutePlan).filter(status=RouteStatus.SUBMITTED).count() == 1


def test_visits_of_the_past_are_settled_and_those_of_today_are_under_way(seeded):
    planned = rows(PlannedVisit)
    past = set(planned.filter(planned_on__lt=TODAY).values_list("status", flat=True))

    assert past <= {PlannedVisitStatus.DONE, PlannedVisitStatus.MISSED, PlannedVisitStatus.DROPPED}
    of_today = Counter(planned.filter(planned_on=TODAY).values_list("status", flat=True))
    assert of_today.keys() == {PlannedVisitStatus.PLANNED, PlannedVisitStatus.DONE}
    assert not rows(Visit).filter(received_at__gt=NOW).exists()


def test_a_done_visit_has_its_planned_one(seeded):
    visits = rows(Visit).filter(planned__isnull=False)

    assert not visits.exclude(planned__planned_on=F("visited_on")).exists()
    assert not visits.exclude(planned__status=PlannedVisitStatus.DONE).exists()
    assert rows(PlannedVisit).filter(status=PlannedVisitStatus.DONE).count() == visits.count()


def test_as_many_visits_are_written_as_were_asked_for(seeded):
    assert rows(Visit).count() == 500
    assert not rows(Visit).filter(status=VisitStatus.OPEN).exists()


def test_counts_of_visits_are_the_stock_of_their_days(seeded):
    counted = rows(Visit).filter(counts__stock__isnull=False)

    on_shelf = counted.values_list("store_id", "counts__sku_id", "visited_on", "counts__stock")
    stock = rows(StockCount).values_list("store_id", "sku_id", "counted_on", "quantity")
    assert sorted(on_shelf) == sorted(stock)


def test_plans_of_three_months_stand_in_their_states(seeded):
    plans = rows(ProfitPlan).values("month__month", "status").annotate(count=Count("pk"))

    states = {(row["month__month"], row["status"]) for row in plans}
    assert {(10, PlanStatus.APPROVED), (11, PlanStatus.APPROVED), (12, PlanStatus.SUBMITTED)} <= states
    assert {status for month, status in states if month in (10, 11)} == {PlanStatus.APPROVED}
    customers = rows(Customer).active().count()
    assert rows(ProfitPlan).count() == 3 * customers


def test_this_years_targets_hold_in_every_center_and_the_plans_have_them(seeded):
    versions = rows(TargetVersion).order_by("year", "center__code")

    held = versions.filter(year=TODAY.year)
    assert {version.status for version in held} == {"approved"}
    assert held.count() == 1 + Center.objects.count()
    assert {version.status for version in versions.filter(year=TODAY.year + 1)} >= {"approved", "submitted"}
    assert [assert_tallies(version) for version in versions] == [None] * len(versions)
    plans = rows(ProfitPlan).filter(month__month=12, lines__isnull=False).distinct()
    assert [plan for plan in plans if not plan.inputs.get("target")] == []


def test_some_lines_were_typed_with_a_reason(seeded):
    typed = rows(PlanLine).filter(typed_quantity__isnull=False)

    assert typed.exists()
    assert not typed.filter(typed_reason="").exists()


def test_last_months_reviews_are_nearly_all_confirmed(seeded):
    reviews = rows(BusinessReview)
    confirmed = reviews.filter(status=ReviewStatus.CONFIRMED)

    assert set(reviews.values_list("month__month", flat=True)) == {10}
    assert confirmed.count() > 0.8 * reviews.count()
    assert not confirmed.filter(Q(causes="") | Q(strategy="")).exists()


@pytest.mark.parametrize(
    ("model", "decided", "steps"),
    [
        (ProfitPlan, {"month__month": 10}, ["draft", "submit", "approve"]),
        (BusinessReview, {"status": ReviewStatus.CONFIRMED}, ["draft", "edit texts", "submit", "confirm"]),
    ],
)
def test_what_was_decided_long_ago_has_its_trace(seeded, model, decided, steps):
    """The stacks are moved at once, and nobody can tell."""
    one = rows(model).filter(**decided).first()

    trace = AuditEvent.objects.filter(object_type=model._meta.label_lower, object_id=one.pk).order_by("pk")
    assert [event.step for event in trace] == steps
    assert one.revision == len(steps)
    assert trace.filter(step="submit").get().actor_id == one.rep_id
    assert one.submitted_at == trace.filter(step="submit").get().at


def test_nobody_owes_what_is_submitted(seeded):
    waiting = rows(ProfitPlan).filter(status=PlanStatus.SUBMITTED).values("customer")

    owed = rows(Deadline).filter(kind="plan", month__month=12, subject_id__in=waiting, met_at=None)
    assert not owed.exists()


def test_a_handful_is_overdue(seeded):
    assert rows(Deadline).overdue(TODAY).count() <= 5
    overdue_tasks = rows(Task).open().filter(due_on__lt=TODAY)
    assert overdue_tasks.count() <= 5
    assert not overdue_tasks.filter(due_on__lt=TODAY - timedelta(days=8)).exists()


def test_the_bells_ring_for_a_few_recent_things_only(seeded):
    unread = Notice.objects.filter(read_at=None)
    by_user = Counter(unread.values_list("user_id", flat=True))

    assert by_user
    assert max(by_user.values()) <= 3
    assert not unread.filter(created_at__lte=NOW - timedelta(days=2)).exists()


def test_moves_were_made_before_now(seeded):
    assert not AuditEvent.objects.filter(at__date__gt=TODAY).exists()
    assert not rows(SalesRecord).filter(recorded_at__date__gt=TODAY).exists()
    assert not rows(Visit).filter(received_at__date__gt=TODAY).exists()


def test_dealers_are_at_work_and_evaluated_and_a_candidate_waits(seeded):
    dealers = rows(Customer).filter(kind="dealer", status="active").count()

    assert rows(DealerContract).count() == dealers
    assert rows(DealerEvaluation).values("quarter").distinct().count() == 2
    assert not rows(DealerEvaluation).filter(status="draft").exists()
    assert rows(DealerCandidate).filter(status="scored").count() == 1
    assert rows(Receivable).overdue(TODAY).exists()


def test_promoters_are_at_work_and_somebody_is_looked_for(seeded):
    sheet = month_sheet(rows(Promoter), Month.of(TODAY), NOW)

    assert Counter(rows(Promoter).values_list("status", flat=True)) == {"active": 2, "probation": 1, "left": 1}
    assert {"new", "planned", "waiting"} <= set(rows(Applicant).values_list("status", flat=True))
    assert rows(RosterWeek).filter(monday=TODAY, status="published").exists()
    assert sum(row.late for row in sheet) > 0
    assert sum(row.absent for row in sheet) > 0
    assert rows(TrainingResult).values("session__course").distinct().count() == 2
    assert rows(Appraisal).filter(status="confirmed").count() == 2


def test_stores_lack_a_promoter_against_the_headcount_standard(seeded):
    stores = with_staffing(rows(Store).active(), TODAY)

    assert stores.filter(missing_percent__gt=0).exists()
    assert stores.filter(required__gt=0, assigned_percent__gte=100).exists()


def test_visits_begun_away_from_the_store_are_marked_and_the_older_ones_judged(seeded):
    marks = rows(VisitMark)
    before = marks.filter(visit__visited_on__lt=TODAY - timedelta(days=5))

    assert rows(Visit).exclude(outside_reason="").count() == marks.count() > 3
    assert set(before.values_list("status", flat=True)) <= {MarkStatus.ACCEPTED, MarkStatus.REJECTED}
    recent = marks.filter(visit__visited_on__gte=TODAY - timedelta(days=3))
    assert set(recent.values_list("status", flat=True)) <= {MarkStatus.OPEN, MarkStatus.ANSWERED}
    assert marks.filter(status__in=[MarkStatus.OPEN, MarkStatus.ANSWERED]).exists()
    assert not before.filter(answer="").exists()


def test_promoters_were_on_leave_and_worked_in_the_evening(seeded):
    leaves = rows(DayOff)
    evenings = rows(Shift).filter(ends_at__gt=time(19), work_on__lt=TODAY)

    assert leaves.filter(ends_on__lt=TODAY).exists()
    assert leaves.filter(starts_on__gt=TODAY).exists()
    assert evenings.exists()
    stays = rows(Attendance).filter(promoter__in=evenings.values("promoter"), left_at__hour__gte=21)
    assert stays.filter(work_on__in=evenings.values("work_on")).exists()


@pytest.mark.parametrize("model", [Shift, Attendance])
def test_nobody_is_at_work_on_a_day_of_leave(seeded, model):
    on_leave = DayOff.objects.unscoped(because=EVERYTHING).filter(
        promoter=OuterRef("promoter"), starts_on__lte=OuterRef("work_on"), ends_on__gte=OuterRef("work_on")
    )

    assert not rows(model).filter(Exists(on_leave)).exists()


def test_promoters_were_guided_and_one_is_to_be_looked_at_again(seeded):
    guidances = rows(Guidance)

    assert guidances.exclude(outcome="").exists()
    assert guidances.due(TODAY).count() == 1
    assert guidances.values("topic").distinct().count() == 3
    assert not guidances.exclude(guided_by=F("promoter__rep")).exists()


def test_most_tags_keep_to_the_list_and_some_do_not(seeded):
    prices = rows(VisitPrice)

    assert compliance_of(prices).judged == prices.count() > 200
    assert 0.85 < compliance_of(prices).share < 0.99
    stores = prices.filter(is_off=True).values("visit__store").distinct()
    assert stores.count() > 1


def test_the_running_launch_is_half_way_and_its_open_stores_say_why(seeded):
    launch = Launch.objects.get(status="published")

    tracking = tracking_of(launch, Actor.system("test"), TODAY - timedelta(days=1))

    coming = Launch.objects.get(status="offered")
    assert coming.quantity > 1.5 * LaunchStore.objects.unscoped(because=EVERYTHING).filter(launch=coming).count()
    shares = [point.numeric for point in tracking.points if point.numeric is not None]
    assert shares[0] < 0.25
    assert 0.4 < shares[-1] < 0.95
    assert {reason.key for reason in tracking.reasons} & set(RefusalReason.values)


def test_promotions_were_measured_when_their_days_after_were_over(seeded):
    summaries = PromotionSummary.objects.select_related("promotion")

    assert summaries.filter(is_final=True).count() > 3
    waited = [(one.measured_at.date() - one.promotion.ends_on).days for one in summaries if one.is_final]
    assert max(waited) <= 21


def test_visits_found_the_promotions_mostly_carried_out(seeded):
    checks = rows(ExecutionCheck)

    assert checks.filter(executed=Executed.YES).count() > checks.count() / 2 > 0
    assert checks.exclude(executed=Executed.YES).exists()


def test_material_of_promotions_is_where_its_moves_left_it(seeded):
    moves = rows(MaterialMove).values("item", "store", "kind").annotate(units=Sum("quantity"))
    moved = {(one["item"], one["store"], one["kind"]): one["units"] for one in moves}
    kept = {
        (stock.item_id, stock.store_id, kind): getattr(stock, kind)
        for stock in rows(MaterialStock)
        for kind in MoveKind.values
        if getattr(stock, kind)
    }

    assert kept == moved != {}


@pytest.mark.parametrize("model", [MarketReport, Task, VisitPhoto])
def test_visits_left_something_behind(seeded, model):
    assert rows(model).exists()


def test_marketing_has_its_catalogue_and_promotions(seeded):
    assert HandsetModel.objects.own().on_sale(TODAY).count() >= 4
    assert HandsetModel.objects.filter(is_own=False).exists()
    assert Promotion.objects.filter(starts_on__lte=TODAY).exists()


def test_promotions_run_and_come_at_the_stores_of_today(seeded):
    stores = rows(PlannedVisit).filter(planned_on=TODAY).values_list("store", flat=True)

    due = Promotion.objects.published().filter(stores__store__in=list(stores))
    assert due.within(TODAY, TODAY).exists()
    assert due.filter(starts_on__gt=TODAY, starts_on__lte=TODAY + timedelta(days=7)).exists()


def test_somebody_is_on_leave_and_a_colleague_does_the_visits(seeded):
    leave = Delegation.objects.get()

    assert leave.starts_on <= TODAY < leave.ends_on
    of_today = rows(Visit).filter(rep=leave.rep, visited_on=TODAY)
    assert not of_today.exclude(done_by=leave.colleague).exists()
    assert not rows(Visit).filter(rep=leave.rep, visited_on__lt=TODAY).exclude(done_by=leave.rep).exists()


def test_distribution_lies_between_poor_and_very_good(seeded):
    sheet = distribution_sheet(Actor.system("test"), Narrowing(), TODAY)

    assert 0.4 < sheet.of_stores.ratio < 0.95
    assert sheet.unknown < sheet.target_stores / 10


def test_the_weeks_of_a_quarter_are_measured(seeded):
    weeks = set(rows(DistributionWeek).values_list("week", flat=True))

    assert len(weeks) == 13
    assert max(weeks) == TODAY - timedelta(days=7)


def test_a_store_of_the_first_rep_has_a_history(seeded):
    edited = AuditEvent.objects.filter(object_type="stores.store", step="edit").values("object_id").distinct()

    assert set(rows(Store).filter(pk__in=edited).values_list("rep__username", flat=True)) == {"rep1"}


def test_nobody_is_in_two_stores_at_once(seeded):
    since = rows(PlannedVisit).earliest("planned_on").planned_on
    visits = rows(Visit).filter(visited_on__gte=since).order_by("done_by", "visited_on", "checked_in_at")

    overlaps = [
        (one, other)
        for one, other in pairwise(visits)
        if (one.done_by_id, one.visited_on) == (other.done_by_id, other.visited_on)
        and (one.checked_out_at or one.checked_in_at) > other.checked_in_at
    ]

    assert overlaps == []
