"""Recruiting: one place filled by somebody on probation, one open with applicants at each stage (handbook H7)."""

from datetime import date, timedelta

from promotions.models import Applicant, Need
from promotions.recruiting_choices import ApplicantSource, NeedReason
from promotions.services.applicants import add_applicant, hold_interview, invite, reject, take_on
from promotions.services.recruiting import open_need
from reports.demo import words
from reports.demo.stream import Stream
from reports.demo.writer.promoters import Team, last_month, monthly_cost, personal_of
from reports.demo.writer.written import Written, moment
from stores.models import Store

_SKILLS = "会讲解拍照与影像功能，能接受周末排班"
_NOTES = "表达清楚，有手机销售经验，可接受周末排班。"
_TAKEN_ON = "面试分高，下月新品上市前到岗"
_REJECTED = "不能接受周末排班"
_APPLICANTS = 4


def write_recruiting(written: Written, teams: list[Team]) -> None:
    for team in teams:
        _fill(written, team)
        _look_for_somebody(written, team)


def monday_from(day: date) -> date:
    """The first Monday on or after a day."""
    return day + timedelta(days=-day.weekday() % 7)


def _fill(written: Written, team: Team) -> None:
    """Found, and on probation since a Monday of last month."""
    employed_on = monday_from(last_month(written).first_day)
    opened_on = employed_on - timedelta(days=24)
    need = _open(written, team.recruited_for, opened_on, employed_on, NeedReason.STANDARD)
    applicant = _apply(written, need, opened_on + timedelta(days=2), "hired")
    applicant = _interview(written, applicant, opened_on + timedelta(days=9), score=86)
    stream = Stream(written.seed, "recruited", team.center.code)
    hired = take_on(
        applicant,
        employed_on=employed_on,
        monthly_cost_yuan=monthly_cost(stream),
        actor=written.manager_of(team.center.pk),
        at=moment(opened_on + timedelta(days=11), 640),
        reason=_TAKEN_ON,
    )
    team.people.append(hired.promoter)


def _look_for_somebody(written: Written, team: Team) -> None:
    """Of four applicants one is new, one invited, one waits for the decision, one was refused."""
    opened_on = last_month(written).first_day.replace(day=15)
    need = _open(written, team.vacant, opened_on, opened_on + timedelta(days=7), NeedReason.LEAVER)
    for number in range(_APPLICANTS):
        came_on = written.today - timedelta(days=2 + 3 * number)
        applicant = _apply(written, need, came_on, str(number))
        if number == 1:
            day, at = written.today + timedelta(days=2), moment(came_on, 900)
            invite(applicant, interview_on=day, actor=written.actor_of(need.store.rep_id), at=at)
        if number > 1:
            applicant = _interview(written, applicant, came_on + timedelta(days=4), score=90 - 9 * number)
        if number == _APPLICANTS - 1:
            manager = written.manager_of(team.center.pk)
            reject(applicant, actor=manager, at=moment(came_on + timedelta(days=6), 570), reason=_REJECTED)


def _open(written: Written, store: Store, opened_on: date, needed_from: date, reason: NeedReason) -> Need:
    facts = {"store": store, "needed_from": needed_from, "reason": reason, "skills": _SKILLS}
    return open_need(facts, actor=written.actor_of(store.rep_id), at=moment(opened_on, 600))


def _apply(written: Written, need: Need, day: date, key: str) -> Applicant:
    stream = Stream(written.seed, "applicant", f"{need.store.center.code}{key}")
    facts = {"name": words.person(stream), "source": stream.pick(ApplicantSource.values[:3])}
    personal = personal_of(stream)
    actor = written.actor_of(need.store.rep_id)
    return add_applicant(need, facts, personal=personal, actor=actor, at=moment(day, 615))


def _interview(written: Written, applicant: Applicant, day: date, *, score: int) -> Applicant:
    actor, before = written.actor_of(applicant.rep_id), moment(day - timedelta(days=2), 700)
    invited = invite(applicant, interview_on=day, actor=actor, at=before)
    values = {"held_on": day, "score": score, "notes": _NOTES}
    return hold_interview(invited, values, actor=actor, at=moment(day, 930)).applicant
