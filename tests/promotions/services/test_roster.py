"""Planning and publishing a week, and coming and leaving by one's own link (handbook H7, H5.3, H0)."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from threading import Barrier, Thread
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from promotions.models import Attendance, RosterWeek, Shift
from promotions.selectors.attendance import month_sheet, promoter_by_secret
from promotions.services.attendance import (
    Act,
    StillHere,
    come,
    forget_attendance_positions,
    go,
    make_link,
    note_attendance,
)
from promotions.services.promoters import leave
from promotions.services.roster import NotWorkable, add_shifts, copy_week_before, publish_week, reopen_week
from salesops.periods.month import Month
from salesops.workflow.flow import NotPossibleNow, ReasonMissing
from salesops.workflow.models import AuditEvent
from tests.factories.promoters import AssignmentFactory, AttendanceFactory, ShiftFactory
from visits.services.checkin import Position

MONDAY = date(2026, 11, 2)
ZONE = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 11, 2, 10, 0, tzinfo=ZONE)
DOOR = Position(Decimal("120.153576"), Decimal("30.287459"), 20)


def acting(cast, who="rep"):
    return {"actor": cast.actor(who), "at": AT}


@pytest.fixture
def place(cast):
    return AssignmentFactory(promoter__rep=cast.rep, store__lon=DOOR.lon, store__lat=DOOR.lat)


def hours(store, starts=10, ends=19):
    return {"store": store, "starts_at": time(starts), "ends_at": time(ends), "break_minutes": 60}


def planned(cast, place, days, **kwargs):
    dates = [MONDAY + timedelta(days=day) for day in days]
    return add_shifts(place.promoter, hours(place.store, **kwargs), dates, **acting(cast))


def week():
    return RosterWeek.objects.unscoped(because="test").select_related("rep", "center").get(monday=MONDAY)


def shifts():
    return Shift.objects.unscoped(because="test")


def test_the_same_hours_are_planned_for_several_days_and_the_history_says_so(cast, place):
    planned(cast, place, range(5))

    event = AuditEvent.objects.get(step="plan shifts")
    assert shifts().count() == 5
    assert event.changes.count() == 5
    assert publish_week(week(), **acting(cast)).status == "published"


@pytest.mark.parametrize("who", ["colleague", "stranger", "marketing", "hq"])
def test_nobody_else_plans_the_reps_promoters(cast, place, who):
    with pytest.raises(PermissionDenied):
        add_shifts(place.promoter, hours(place.store), [MONDAY], **acting(cast, who))


def test_nobody_is_planned_twice_at_once_or_where_there_is_no_place(cast, place):
    planned(cast, place, [0])

    with pytest.raises(NotWorkable):
        planned(cast, place, [0, 1], starts=18, ends=21)
    with pytest.raises(ValidationError):
        add_shifts(place.promoter, hours(ShiftFactory().store), [MONDAY], **acting(cast))

    assert shifts().filter(promoter=place.promoter).count() == 1


def test_a_week_without_a_rest_day_is_published_with_a_reason_only(cast, place):
    planned(cast, place, range(7))

    with pytest.raises(ReasonMissing):
        publish_week(week(), **acting(cast))

    assert publish_week(week(), **acting(cast), reason="国庆大促，下周补休").is_published


def test_a_published_week_is_opened_again_before_it_is_changed(cast, place):
    planned(cast, place, [0])
    publish_week(week(), **acting(cast))

    with pytest.raises(NotPossibleNow):
        planned(cast, place, [1])
    reopen_week(week(), **acting(cast), reason="换班")

    assert len(planned(cast, place, [1])) == 1


def test_last_week_is_copied_but_not_over_what_stands_nor_where_the_place_has_ended(cast, place):
    for day in (-7, -6, -5):
        ShiftFactory(promoter=place.promoter, store=place.store, work_on=MONDAY + timedelta(days=day))
    planned(cast, place, [0], starts=12)
    place.ends_on = MONDAY + timedelta(days=2)
    place.save()

    assert copy_week_before(cast.rep, MONDAY, **acting(cast)) == 1

    this_week = shifts().filter(work_on__gte=MONDAY).order_by("work_on").values_list("work_on", "starts_at")
    assert list(this_week) == [(MONDAY, time(12)), (MONDAY + timedelta(days=1), time(10))]


def test_a_link_opens_for_its_promoter_until_a_new_one_is_made_or_the_person_leaves(cast, place):
    first = make_link(place.promoter, **acting(cast))
    second = make_link(place.promoter, **acting(cast))

    assert promoter_by_secret(first) is None
    assert promoter_by_secret(second) == place.promoter
    leave(place.promoter, left_on=MONDAY, why="resigned", **acting(cast))
    assert promoter_by_secret(second) is None


def test_coming_from_far_away_is_marked_with_its_distance_and_not_refused(cast, place):
    far = Position(DOOR.lon + Decimal("0.05"), DOOR.lat, 20)

    stay = come(place.promoter, place.store, Act(far, outside_reason="elsewhere"), at=AT)

    assert [mark["code"] for mark in stay.marks] == ["outside"]
    assert stay.came_distance_metres > 4000
    assert (stay.came_lon, stay.outside_reason) == (far.lon, "elsewhere")
    with pytest.raises(StillHere):
        come(place.promoter, place.store, Act(DOOR), at=AT + timedelta(minutes=1))


def test_leaving_a_minute_later_far_away_is_an_impossible_way(cast, place):
    stay = come(place.promoter, place.store, Act(DOOR), at=AT)

    far = Position(DOOR.lon + Decimal("0.2"), DOOR.lat, 20)
    gone = go(stay, Act(far), at=AT + timedelta(minutes=1))

    assert {mark["code"] for mark in gone.marks} == {"outside", "impossible_travel"}
    assert gone.left_at == AT + timedelta(minutes=1)


def test_outside_working_time_no_position_is_kept(cast, place):
    stay = come(place.promoter, place.store, Act(DOOR), at=AT.replace(hour=23))

    assert (stay.came_lon, stay.came_distance_metres) == (None, None)
    assert [mark["code"] for mark in stay.marks] == ["out_of_hours"]


@pytest.mark.parametrize(("days", "kept"), [(90, True), (91, False)])
def test_positions_of_promoters_go_after_the_centers_days_and_the_distance_stays(cast, place, days, kept):
    stay = come(place.promoter, place.store, Act(DOOR), at=AT)

    forget_attendance_positions(at=AT + timedelta(days=days))

    stay.refresh_from_db()
    assert (stay.came_lon is not None) is kept
    assert stay.came_distance_metres == 0


def test_a_stay_is_entered_by_hand_with_its_reason_and_not_over_another(cast, place):
    values = {"store": place.store, "work_on": MONDAY, "came_at": AT - timedelta(hours=2), "left_at": AT}
    with pytest.raises(ValidationError):
        note_attendance(place.promoter, values | {"reason": ""}, **acting(cast))

    stay = note_attendance(place.promoter, values | {"reason": "手机坏了"}, **acting(cast))

    assert stay.entered_by == cast.rep
    with pytest.raises(StillHere):
        note_attendance(place.promoter, values | {"reason": "再补"}, **acting(cast))


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_several_stays_entered_at_once_for_the_same_hours_one_is_kept(cast, place):
    start, answers = Barrier(6), []

    def enter(minutes):
        came = AT - timedelta(hours=2, minutes=minutes)
        values = {"store": place.store, "work_on": MONDAY, "came_at": came, "left_at": AT, "reason": "手机坏了"}
        start.wait()
        try:
            note_attendance(place.promoter, values, **acting(cast))
            answers.append("kept")
        except StillHere:
            answers.append("told")
        finally:
            connection.close()

    threads = [Thread(target=enter, args=[minutes]) for minutes in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == ["kept"] + ["told"] * 5


def test_the_months_sheet_counts_late_and_absent_against_published_shifts_only(cast, place):
    promoter, store = place.promoter, place.store
    for day in (0, 1, 2):
        ShiftFactory(promoter=promoter, store=store, work_on=MONDAY + timedelta(days=day))
    open_week = MONDAY + timedelta(days=7)
    draft = RosterWeek.objects.create(rep=cast.rep, center=cast.center, monday=open_week)
    ShiftFactory(promoter=promoter, store=store, work_on=open_week, week=draft)
    AttendanceFactory(promoter=promoter, store=store, came_at=AT, left_at=AT.replace(hour=19))
    came = AT + timedelta(days=1, minutes=30)
    later = {"work_on": MONDAY + timedelta(days=1), "came_at": came, "left_at": came.replace(hour=19, minute=0)}
    Attendance.objects.create(promoter=promoter, store=store, **later)

    ShiftFactory(promoter=promoter, store=store, work_on=MONDAY + timedelta(days=20))
    leave(promoter, left_on=MONDAY + timedelta(days=19), why="resigned", **acting(cast))

    (row,) = month_sheet(type(promoter).objects.visible_to(cast.actor("rep")), Month(2026, 11), AT + timedelta(days=20))

    assert (row.shifts, row.came, row.late, row.late_minutes, row.absent) == (3, 2, 1, 30, 1)
    assert (row.planned_hours, row.worked_hours) == (Decimal("24.0"), Decimal("15.5"))
