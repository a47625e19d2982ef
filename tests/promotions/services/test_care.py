"""Leaves of promoters and guidance given to them (handbook H7)."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from promotions.models import DayOff, Guidance, Promoter
from promotions.selectors.attendance import month_sheet
from promotions.services.care import OnLeaveAlready, give_leave, guide, look_again, take_leave_back
from promotions.services.roster import NotWorkable, add_shifts, copy_week_before, publish_week
from salesops.periods.month import Month
from salesops.workflow.flow import NotPossibleNow, ReasonMissing
from salesops.workflow.models import AuditEvent
from tests.factories.promoters import (
    AssignmentFactory,
    DayOffFactory,
    GuidanceFactory,
    PromoterFactory,
    RosterWeekFactory,
    ShiftFactory,
)

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 11, 2)
AT = datetime(2026, 11, 2, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
NOVEMBER = Month(2026, 11)


def acting(cast, who="rep"):
    return {"actor": cast.actor(who), "at": AT}


@pytest.fixture
def place(cast):
    return AssignmentFactory(promoter__rep=cast.rep)


def two_days(**more):
    return {"kind": "annual", "starts_on": MONDAY, "ends_on": MONDAY + timedelta(days=1), "reason": ""} | more


def hours(store, starts=10, ends=19):
    return {"store": store, "starts_at": time(starts), "ends_at": time(ends), "break_minutes": 60}


def days(*numbers):
    return [MONDAY + timedelta(days=number) for number in numbers]


def test_on_leave_nobody_is_planned_and_the_week_before_is_copied_without_these_days(cast, place):
    ShiftFactory.create(promoter=place.promoter, store=place.store, work_on=MONDAY - timedelta(days=7))
    ShiftFactory.create(promoter=place.promoter, store=place.store, work_on=MONDAY - timedelta(days=5))
    give_leave(place.promoter, two_days(), **acting(cast))

    with pytest.raises(NotWorkable, match="年假"):
        add_shifts(place.promoter, hours(place.store), days(1), **acting(cast))

    assert copy_week_before(cast.rep, MONDAY, **acting(cast)) == 1


def test_a_week_with_a_shift_on_leave_is_not_published(cast, place):
    [shift] = add_shifts(place.promoter, hours(place.store), days(1), **acting(cast))
    give_leave(place.promoter, two_days(), **acting(cast))

    with pytest.raises(NotWorkable):
        publish_week(shift.week, **acting(cast))


def test_who_is_on_leave_is_not_absent(cast, place):
    for day in days(0, 1, 2):
        ShiftFactory(promoter=place.promoter, store=place.store, work_on=day, week__status="published")
    give_leave(place.promoter, two_days(), **acting(cast))

    [row] = month_sheet(Promoter.objects.unscoped(because="test"), NOVEMBER, AT + timedelta(days=20))

    assert (row.shifts, row.absent) == (1, 1)


def test_no_day_is_a_leave_twice_not_even_past_the_form(cast, place):
    leave = give_leave(place.promoter, two_days(), **acting(cast))
    give_leave(PromoterFactory(rep=cast.rep), two_days(), **acting(cast))

    with pytest.raises(OnLeaveAlready):
        give_leave(place.promoter, two_days(starts_on=leave.ends_on, ends_on=leave.ends_on), **acting(cast))
    with pytest.raises(IntegrityError), transaction.atomic():
        DayOffFactory(promoter=place.promoter, starts_on=leave.ends_on, ends_on=leave.ends_on)


def test_a_leave_taken_back_stays_in_the_history(cast, place):
    leave = give_leave(place.promoter, two_days(), **acting(cast))

    take_leave_back(leave, **acting(cast, "manager"))

    assert not DayOff.objects.unscoped(because="test").exists()
    steps = AuditEvent.objects.filter(object_id=place.promoter_id).order_by("pk").values_list("step", flat=True)
    assert list(steps)[-2:] == ["give leave", "take leave back"]


@pytest.mark.parametrize("who", ["colleague", "marketing", "hq"])
def test_only_who_keeps_a_promoter_gives_leave_and_guides(cast, place, who):
    with pytest.raises(PermissionDenied):
        give_leave(place.promoter, two_days(), **acting(cast, who))
    with pytest.raises(PermissionDenied):
        guide(place.promoter, said(), **acting(cast, who))


def said(**more):
    told = {"held_on": MONDAY, "store": None, "topic": "talk", "noticed": "先报价", "agreed": "先问需求"}
    return told | {"look_again_on": MONDAY + timedelta(days=14)} | more


def test_a_guidance_says_what_was_seen_and_agreed_and_once_what_became_of_it(cast, place):
    guidance = guide(place.promoter, said(store=place.store), **acting(cast))
    outcome = {"on": MONDAY + timedelta(days=14)}

    look_again(guidance, "已能先问需求", **outcome, **acting(cast, "manager"))

    kept = Guidance.objects.unscoped(because="test").get()
    assert (kept.guided_by, kept.outcome, kept.looked_again_on) == (cast.rep, "已能先问需求", outcome["on"])
    with pytest.raises(NotPossibleNow, match="已能先问需求"):
        look_again(guidance, "没有变化", **outcome, **acting(cast))


def test_a_guidance_waits_until_its_day_and_no_longer_than_its_outcome(cast, place):
    due = GuidanceFactory(promoter=place.promoter)
    GuidanceFactory(promoter=place.promoter, topic="product", look_again_on=None)
    GuidanceFactory(promoter=place.promoter, topic="display", look_again_on=date(2026, 12, 1))
    GuidanceFactory(promoter=place.promoter, topic="records", outcome="好", looked_again_on=date(2026, 11, 16))
    GuidanceFactory(promoter__rep=cast.colleague)

    waiting = Guidance.objects.visible_to(cast.actor("rep")).due(date(2026, 11, 16))

    assert list(waiting) == [due]
    assert not Guidance.objects.visible_to(cast.actor("rep")).due(date(2026, 11, 15)).exists()


@pytest.mark.parametrize(
    "wrong", [{"noticed": ""}, {"agreed": ""}, {"look_again_on": MONDAY}, {"held_on": date(2020, 1, 1)}]
)
def test_a_guidance_that_says_nothing_or_looks_back_is_refused(cast, place, wrong):
    with pytest.raises(ValidationError):
        guide(place.promoter, said(**wrong), **acting(cast))


def test_a_month_beyond_its_overtime_is_published_for_a_reason_alone(cast, place):
    """Nineteen days of ten hours: 38 hours of overtime, where 36 are the month's limit."""
    mondays = [MONDAY + timedelta(days=7 * number) for number in range(4)]
    weeks = [RosterWeekFactory(rep=cast.rep, monday=monday) for monday in mondays]
    worked = [(week, week.monday + timedelta(days=day)) for week in weeks for day in range(5)][:19]
    for week, day in worked:
        times = {"starts_at": time(8), "ends_at": time(19)}
        ShiftFactory(promoter=place.promoter, store=place.store, week=week, work_on=day, **times)
    week = weeks[-1]

    with pytest.raises(ReasonMissing):
        publish_week(week, **acting(cast))

    assert publish_week(week, **acting(cast), reason="店庆").is_published
