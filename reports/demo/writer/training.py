"""Courses of promoters with their tests, and the appraisals of last month (handbook H7)."""

from datetime import date, timedelta

from promotions.models import Course, Promoter
from promotions.selectors.appraisals import sheet_of
from promotions.services.appraisals import confirm_appraisal, set_appraisal
from promotions.services.training import add_course, hold_session, set_scores
from reports.demo.stream import Stream
from reports.demo.writer.promoters import Team, last_month
from reports.demo.writer.written import Written, moment
from salesops.accounts.choices import Role

_COURSES = (("产品知识与卖点", 12), ("销售话术与服务规范", None))
_NOTE = "中心会议室，附随堂测验"
_SHOPS = "神秘顾客两次"
_HELD_ON, _NOT_PASSED = 20, 52


def write_training(written: Written, teams: list[Team]) -> None:
    """The first course was given to all, one did not pass; the second to two, the third still owes it."""
    first, second = _add_courses(written)
    held_on = last_month(written).first_day.replace(day=_HELD_ON)
    for team in teams:
        _hold(written, first, team, team.people, held_on)
        _hold(written, second, team, team.people[:-1], written.today - timedelta(days=5))


def write_appraisals(written: Written, teams: list[Team]) -> None:
    """The manager has confirmed all but the last."""
    for team in teams:
        for promoter in team.people:
            _appraise(written, promoter, is_confirmed=promoter != team.people[-1])


def _add_courses(written: Written) -> list[Course]:
    marketing = written.actor_of(written.users[Role.MARKETING.value].pk)
    since = last_month(written).first_day - timedelta(days=30)
    facts = [{"name": name, "valid_months": months, "required_from": since} for name, months in _COURSES]
    return [add_course(one, actor=marketing, at=moment(since, 600)) for one in facts]


def _hold(written: Written, course: Course, team: Team, people: list[Promoter], day: date) -> None:
    manager = written.manager_of(team.center.pk)
    session = hold_session(course, people, held_on=day, note=_NOTE, actor=manager, at=moment(day, 1020))
    stream = Stream(written.seed, "course", f"{team.center.code}{course.name}")
    scores: dict[int, int | None] = {promoter.pk: stream.between(68, 98) for promoter in people}
    if len(people) == len(team.people):
        scores[people[1].pk] = _NOT_PASSED
    set_scores(session, scores, actor=manager, at=moment(day, 1050))


def _appraise(written: Written, promoter: Promoter, *, is_confirmed: bool) -> None:
    """A target near what was sold, so that some reach it and some do not."""
    stream, month = Stream(written.seed, "appraisal", promoter.code), last_month(written)
    at = min(written.at, moment(month.next_first_day + timedelta(days=3), 600))
    sheet = sheet_of(promoter, month, at)
    units = sheet.units if sheet else 0
    values = {
        "target_units": max(1, round(float(units) * stream.lognormal(1.05, 0.15))),
        "recommendation_percent": stream.between(55, 95),
        "recommendation_note": _SHOPS,
    }
    set_appraisal(promoter, month, values, revision=1, actor=written.actor_of(promoter.rep_id), at=at)
    if is_confirmed:
        confirm_appraisal(promoter, month, actor=written.manager_of(promoter.center_id), at=at)
