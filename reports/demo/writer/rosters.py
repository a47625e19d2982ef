"""Rosters of promoters since the middle of last month, and how they came to work (handbook H7)."""

from collections.abc import Iterator
from datetime import date, time, timedelta

from promotions.models import Attendance, Promoter, RosterWeek, Shift
from promotions.selectors.days_off import days_off_of, on_leave
from promotions.selectors.roster import minutes_of, monday_of
from promotions.services.attendance import note_attendance
from promotions.services.roster import add_shifts, copy_week_before, publish_week
from reports.demo.stream import Stream
from reports.demo.writer.promoters import Team, last_month
from reports.demo.writer.recruiting import monday_from
from reports.demo.writer.written import BATCH, BECAUSE, Written, moment
from salesops.accounts.models import User
from stores.models import Store

_WEEK = timedelta(days=7)
_WORKDAYS, _IN_THE_FIRST_STORE, _TEAM = 5, 3, 3
_HOURS = {"starts_at": time(10), "ends_at": time(19)}
_EVENING = {"starts_at": time(10), "ends_at": time(21)}
_EVENINGS = 2
_COMES, _GOES = 10 * 60, 19 * 60
_LATE_MINUTES, _LATE, _ABSENT = 25, 0.04, 0.02
_BY_HAND = "手机没电，店长证实到岗"


def at_work(teams: list[Team]) -> list[tuple[int, Promoter]]:
    """Everybody with a number, on which it hangs which days are free."""
    return list(enumerate(promoter for team in teams for promoter in team.people))


def workdays_of(number: int, monday: date) -> list[date]:
    return sorted(monday + timedelta(days=(number + 2 + day) % 7) for day in range(_WORKDAYS))


def evenings_of(number: int, monday: date) -> list[date]:
    """The days on which somebody stays for the evening, in the weeks that have such."""
    return workdays_of(number, monday)[-_EVENINGS:]


def write_rosters(written: Written, teams: list[Team]) -> None:
    """Published to this week; of the next one there is a draft, the same again."""
    first, this = monday_from(last_month(written).first_day.replace(day=15)), monday_of(written.today)
    numbered = at_work(teams)
    for rep in {promoter.rep_id: promoter.rep for _, promoter in numbered}.values():
        own = [(number, one) for number, one in numbered if one.rep_id == rep.pk]
        for week in range((this - first) // _WEEK + 1):
            _publish(written, rep, first + week * _WEEK, own)
        at = min(written.at, moment(written.today, 560))
        copy_week_before(rep, this + _WEEK, actor=written.actor_of(rep.pk), at=at)
    stays = [stay for number, one in numbered for stay in _stays(written, one, number % 3)]
    Attendance.objects.bulk_create(stays, BATCH)
    for team in teams:
        _note_by_hand(written, team.people[-1])
    written.say(f"{len(numbered)} promoters at work, {len(stays)} stays")


def _publish(written: Written, rep: User, monday: date, people: list[tuple[int, Promoter]]) -> None:
    """Days of leave are left free; the week before last each team's first one worked two evenings."""
    leaves = days_off_of([promoter for _, promoter in people], monday, monday + _WEEK)
    actor, at = written.actor_of(rep.pk), moment(monday - timedelta(days=3), 1000)
    for number, promoter in people:
        days = [day for day in workdays_of(number, monday) if not on_leave(leaves, promoter.pk, day)]
        stores = _stores_of(promoter)
        late = evenings_of(number, monday) if _has_evenings(written, number, monday) else []
        for store, own in zip(stores, (days[:_IN_THE_FIRST_STORE], days[_IN_THE_FIRST_STORE:]), strict=False):
            taken = own if len(stores) > 1 else days
            for hours, dates in ((_HOURS, set(taken) - set(late)), (_EVENING, set(taken) & set(late))):
                if dates:
                    add_shifts(promoter, hours | {"store": store}, dates, actor=actor, at=at)
    week = RosterWeek.objects.unscoped(because=BECAUSE).get(rep=rep, monday=monday)
    publish_week(week, actor=actor, at=at + timedelta(minutes=5))


def _has_evenings(written: Written, number: int, monday: date) -> bool:
    return number % _TEAM == 0 and monday == monday_of(written.today) - 2 * _WEEK


def _stores_of(promoter: Promoter) -> list[Store]:
    places = promoter.assignments.unscoped(because=BECAUSE).select_related("store").order_by("pk")
    return [place.store for place in places]


def _shifts_of(promoter: Promoter) -> list[Shift]:
    rows = Shift.objects.unscoped(because=BECAUSE).filter(promoter=promoter)
    return list(rows.select_related("store").order_by("work_on"))


def _stays(written: Written, promoter: Promoter, number: int) -> Iterator[Attendance]:
    """Last week the first came late and the second not at all, once; the third's last day is noted by hand."""
    stream = Stream(written.seed, "attendance", promoter.code)
    noted = _noted_on(written, promoter)
    marked = _first_of_last_week(written, promoter)
    for shift in _shifts_of(promoter):
        is_late, is_absent = stream.chance(_LATE), stream.chance(_ABSENT)
        minute = _COMES + (_LATE_MINUTES if is_late else -stream.between(2, 14))
        if shift.work_on == marked:
            minute, is_absent = (_COMES + _LATE_MINUTES, False) if number == 0 else (minute, number == 1)
        came_at = moment(shift.work_on, minute)
        left_at = moment(shift.work_on, minutes_of(shift.ends_at) + stream.between(1, 12))
        distance = stream.between(8, 90)
        if is_absent or came_at > written.at or (number == 2 and shift.work_on == noted):
            continue
        yield Attendance(
            promoter=promoter,
            store=shift.store,
            work_on=shift.work_on,
            came_at=came_at,
            came_distance_metres=distance,
            left_at=left_at if left_at <= written.at else None,
            left_distance_metres=distance if left_at <= written.at else None,
        )


def _first_of_last_week(written: Written, promoter: Promoter) -> date:
    return min(_days_of_last_week(written, promoter))


def _noted_on(written: Written, promoter: Promoter) -> date:
    return max(_days_of_last_week(written, promoter))


def _days_of_last_week(written: Written, promoter: Promoter) -> list[date]:
    this = monday_of(written.today)
    return [shift.work_on for shift in _shifts_of(promoter) if this - _WEEK <= shift.work_on < this]


def _note_by_hand(written: Written, promoter: Promoter) -> None:
    day = _noted_on(written, promoter)
    shift = next(one for one in _shifts_of(promoter) if one.work_on == day)
    facts = {"store": shift.store, "work_on": day, "came_at": moment(day, _COMES - 4)}
    values = facts | {"left_at": moment(day, _GOES + 3), "reason": _BY_HAND}
    note_attendance(promoter, values, actor=written.actor_of(promoter.rep_id), at=moment(day, _GOES + 40))
