"""The pages of the roster, of attendance, and the promoter's own (handbook H7)."""

from datetime import date, time, timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from promotions.models import Attendance, Promoter, Shift
from promotions.promoter_choices import LeavingReason, PromoterStatus
from promotions.services.roster import NotWorkable, edit_shift, move_shift, remove_shift
from salesops.workflow.flow import NotPossibleNow
from tests.factories.promoters import (
    AssignmentFactory,
    AttendanceFactory,
    DayOffFactory,
    PromoterFactory,
    RosterWeekFactory,
    ShiftFactory,
)

MONDAY = date(2026, 11, 2)


def address(name, *args):
    return reverse(f"promotions:{name}", args=args)


def test_a_rep_plans_copies_and_publishes_a_week(client, cast):
    place = AssignmentFactory(promoter__rep=cast.rep)
    client.force_login(cast.rep)
    typed = {"store": place.store_id, "starts_at": "10:00", "ends_at": "22:30", "break_minutes": 60}
    form = f"{address('shift_add', place.promoter_id)}?day={MONDAY}"
    client.post(form, typed | {"days": [str(MONDAY), str(MONDAY + timedelta(days=1))]})
    next_monday = MONDAY + timedelta(days=7)
    client.post(address("roster_copy", cast.rep.pk), {"week": next_monday})

    page = client.get(address("roster"), {"week": next_monday})
    roster = page.context["roster"]
    assert Shift.objects.unscoped(because="test").count() == 4
    assert roster.lines[0].cells[0].findings == ["一天排班11.5小时，最多11小时"]
    client.post(address("roster_publish", roster.week.pk), {"reason": "店庆"})

    assert client.get(address("roster"), {"week": next_monday}).context["roster"].week.is_published


def test_a_manager_chooses_among_the_reps_of_the_center_and_sees_no_other(client, cast):
    for rep in (cast.rep, cast.colleague, cast.foreign_rep):
        PromoterFactory(rep=rep, name=f"{rep.name}的")
    client.force_login(cast.manager)

    page = client.get(address("roster"), {"rep": cast.foreign_rep.pk})

    assert set(page.context["choice"].fields["rep"].queryset) == {cast.rep, cast.colleague}
    assert "外代表的" not in page.content.decode()


@pytest.fixture
def shift(cast):
    place = AssignmentFactory(promoter__rep=cast.rep)
    week = RosterWeekFactory(rep=cast.rep, monday=MONDAY)
    return ShiftFactory(promoter=place.promoter, store=place.store, work_on=MONDAY, week=week)


def moved(client, shift, **to):
    client.post(address("shift_move", shift.pk), to)
    shift.refresh_from_db()
    return shift


def test_a_shift_is_moved_to_another_day_and_to_another_person(client, cast, shift):
    other = AssignmentFactory(promoter__rep=cast.rep, store=shift.store).promoter
    client.force_login(cast.rep)

    assert moved(client, shift, day=MONDAY + timedelta(days=3)).work_on == MONDAY + timedelta(days=3)
    assert moved(client, shift, promoter=other.pk).promoter == other
    page = client.get(address("roster"), {"week": MONDAY})
    assert "plan shifts" in {event.step for event in page.context["events"]}


def test_a_shift_is_moved_by_its_form_without_a_mouse(client, cast, shift):
    client.force_login(cast.rep)
    typed = {"store": shift.store_id, "starts_at": "10:00", "ends_at": "18:00", "break_minutes": 60, "revision": 1}

    client.post(address("shift_edit", shift.pk), typed | {"work_on": MONDAY + timedelta(days=5)})

    shift.refresh_from_db()
    assert shift.work_on == MONDAY + timedelta(days=5)


def test_who_saves_over_a_shift_that_another_changed_is_shown_both(client, cast, shift):
    client.force_login(cast.rep)
    opened = client.get(address("shift_edit", shift.pk)).context
    typed = {"store": shift.store_id, "work_on": MONDAY, "starts_at": "10:00", "ends_at": "18:00", "break_minutes": 60}
    typed |= {"revision": opened["revision"]}

    first = client.post(address("shift_edit", shift.pk), typed | {"ends_at": "21:00"})
    second = client.post(address("shift_edit", shift.pk), typed | {"ends_at": "20:00"})

    shift.refresh_from_db()
    assert (first.status_code, second.status_code, shift.ends_at) == (302, 409, time(21))


def test_a_move_keeps_the_hours_that_somebody_changed_meanwhile(cast, shift):
    held = Shift.objects.unscoped(because="test").select_related("week__rep", "promoter").get(pk=shift.pk)
    who = {"actor": cast.actor("rep"), "at": timezone.now()}
    edit_shift(held, {"ends_at": time(20)}, **who)

    move_shift(shift, day=MONDAY + timedelta(days=2), **who)

    shift.refresh_from_db()
    assert (shift.work_on, shift.ends_at) == (MONDAY + timedelta(days=2), time(20))


def test_a_shift_given_to_another_person_keeps_the_day_that_somebody_moved_it_to_meanwhile(cast, shift):
    other = AssignmentFactory(promoter__rep=cast.rep, store=shift.store).promoter
    seen = Shift.objects.unscoped(because="test").select_related("week__rep", "promoter").get(pk=shift.pk)
    who = {"actor": cast.actor("rep"), "at": timezone.now()}
    move_shift(shift, day=MONDAY + timedelta(days=2), **who)

    move_shift(seen, promoter=other, **who)

    shift.refresh_from_db()
    assert (shift.work_on, shift.promoter) == (MONDAY + timedelta(days=2), other)


def test_a_shift_is_not_given_to_somebody_who_left_meanwhile(cast, shift):
    other = AssignmentFactory(promoter__rep=cast.rep, store=shift.store).promoter
    Promoter.objects.unscoped(because="test").filter(pk=other.pk).update(
        status=PromoterStatus.LEFT, left_on=MONDAY, leaving_reason=LeavingReason.values[0]
    )

    with pytest.raises(NotWorkable):
        move_shift(shift, promoter=other, actor=cast.actor("rep"), at=timezone.now())


def test_a_shift_that_is_gone_is_neither_changed_nor_taken_out_again(client, cast, shift):
    gone = Shift.objects.unscoped(because="test").select_related("week__rep", "promoter").get(pk=shift.pk)
    remove_shift(shift, actor=cast.actor("rep"), at=timezone.now())

    with pytest.raises(NotPossibleNow):
        edit_shift(gone, {"ends_at": time(20)}, actor=cast.actor("rep"), at=timezone.now())


def test_a_shift_stays_where_it_cannot_be_worked_or_its_week_ends(client, cast, shift):
    DayOffFactory(promoter=shift.promoter, starts_on=MONDAY + timedelta(days=1), ends_on=MONDAY + timedelta(days=1))
    stranger_to_the_store = PromoterFactory(rep=cast.rep)
    of_a_colleague = PromoterFactory(rep=cast.colleague)
    client.force_login(cast.manager)

    for to in (
        {"day": MONDAY + timedelta(days=1)},
        {"day": MONDAY + timedelta(days=7)},
        {"promoter": stranger_to_the_store.pk},
        {"promoter": of_a_colleague.pk},
    ):
        left = moved(client, shift, **to)
        assert (left.work_on, left.promoter_id) == (MONDAY, shift.promoter_id)


def test_a_rep_moves_no_shift_of_anothers(client, cast, shift):
    client.force_login(cast.colleague)

    assert client.post(address("shift_move", shift.pk), {"day": MONDAY + timedelta(days=1)}).status_code == 404


def test_the_week_is_a_file_with_leave_shifts_and_what_is_marked(client, cast, shift):
    DayOffFactory(promoter=shift.promoter, starts_on=MONDAY, ends_on=MONDAY)
    client.force_login(cast.manager)

    answer = client.get(address("roster"), {"week": MONDAY, "rep": cast.rep.pk, "export": "xlsx"})

    row = list(load_workbook(BytesIO(b"".join(answer.streaming_content))).active.values)[-1]
    assert row[:2] == (shift.promoter.code, shift.promoter.name)
    assert row[2] == f"年假; 10:00–19:00 {shift.store}"
    assert row[9] == 8
    assert row[10].startswith("11-02")


def test_a_promoter_checks_in_and_out_by_its_link_without_a_login(client, cast):
    place = AssignmentFactory(promoter__rep=cast.rep)
    client.force_login(cast.rep)
    link = client.post(address("link_make", place.promoter_id)).context["address"]
    client.logout()

    page = client.get(link)
    client.post(f"{link}act/", {"store": place.store_id})
    client.post(f"{link}act/", {"store": place.store_id})

    stay = Attendance.objects.unscoped(because="test").get()
    assert "no-store" in page["Cache-Control"]
    assert (stay.promoter, stay.store, stay.left_at is not None) == (place.promoter, place.store, True)


def test_a_link_that_nobody_has_opens_nothing(client, cast):
    assert client.get(address("at_work", "x" * 32)).status_code == 404
    assert client.post(address("at_work_act", "x" * 32)).status_code == 404


def test_a_promoter_cannot_check_in_at_a_store_that_is_not_its_own(client, cast):
    place, other = AssignmentFactory(promoter__rep=cast.rep), AssignmentFactory(promoter__rep=cast.rep)
    client.force_login(cast.rep)
    link = client.post(address("link_make", place.promoter_id)).context["address"]

    client.post(f"{link}act/", {"store": other.store_id})

    assert not Attendance.objects.unscoped(because="test").exists()


def test_the_sheet_is_a_file_with_the_same_figures(client, cast):
    shift = ShiftFactory(promoter__rep=cast.rep, promoter__name="李芳")
    client.force_login(cast.manager)

    answer = client.get(address("attendance"), {"month": "2026-11", "export": "xlsx"})

    rows = list(load_workbook(BytesIO(b"".join(answer.streaming_content))).active.values)
    assert shift.promoter.code in rows[-1]
    assert rows[-1][1] == "李芳"


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("name", "most"), [("roster", 17), ("attendance", 12)])
def test_the_pages_cost_the_same_whatever_their_length(client, cast, django_assert_max_num_queries, name, most, rows):
    today = timezone.localdate()
    for _number in range(rows):
        place = AssignmentFactory(promoter__rep=cast.rep)
        ShiftFactory(promoter=place.promoter, store=place.store, work_on=today)
        AttendanceFactory(promoter=place.promoter, store=place.store, work_on=today)
    client.force_login(cast.manager)
    client.get("/")

    with django_assert_max_num_queries(most):
        assert client.get(address(name)).status_code == 200
