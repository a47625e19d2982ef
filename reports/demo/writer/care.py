"""Leaves of promoters, and what their leaders guided them in (handbook H7)."""

from datetime import date, timedelta

from promotions.care_choices import DayOffKind, GuidanceTopic
from promotions.models import Promoter
from promotions.selectors.roster import monday_of
from promotions.services.care import give_leave, guide, look_again
from reports.demo.writer.promoters import Team
from reports.demo.writer.rosters import at_work, evenings_of, workdays_of
from reports.demo.writer.written import Written, moment

_WEEK = timedelta(days=7)
_ASKED_BEFORE = timedelta(days=4)
_SICK, _LIEU, _ANNUAL = "感冒发烧，已交病假条", "周末晚班，调休一天", "回老家参加婚礼"
_TALK = ("顾客问价后直接报底价，没有先讲卖点", "先演示夜拍再报价，每天演示不少于十次")
_TALK_OUTCOME = "抽看三次接待都先演示，成交比上周多两台"
_DISPLAY = ("两台演示机没电，价签与目录价不符", "每天开店前充电并核对价签")
_PRODUCT = ("旗舰机的影像参数说错", "背熟卖点卡，周末前再考一次")


def write_leaves(written: Written, teams: list[Team]) -> None:
    """One was ill for a day and goes on leave next week; another has a day off for evenings at work."""
    this = monday_of(written.today)
    places = {promoter.pk: number for number, promoter in at_work(teams)}
    for team in teams:
        first, second = team.people[:2]
        ill_on, *_ = workdays_of(places[second.pk], this - 2 * _WEEK)
        _leave(written, second, DayOffKind.SICK, (ill_on, ill_on), _SICK)
        *_, away_from, away_until = workdays_of(places[second.pk], this + _WEEK)
        _leave(written, second, DayOffKind.ANNUAL, (away_from, away_until), _ANNUAL)
        off_on = evenings_of(places[first.pk], this - 2 * _WEEK)[-1] + 3 * _WEEK
        _leave(written, first, DayOffKind.LIEU, (off_on, off_on), _LIEU)


def write_guidance(written: Written, teams: list[Team]) -> None:
    """One time that helped, one that is to be looked at again by today, one of the new colleague."""
    today = written.today
    for team in teams:
        first, second, new = team.people
        helped = _guide(written, first, GuidanceTopic.TALK, _TALK, today - timedelta(days=20), today - _WEEK)
        actor, at = written.actor_of(first.rep_id), moment(today - _WEEK, 1090)
        look_again(helped, _TALK_OUTCOME, on=today - _WEEK, actor=actor, at=at)
        _guide(written, second, GuidanceTopic.DISPLAY, _DISPLAY, today - timedelta(days=6), today)
        _guide(written, new, GuidanceTopic.PRODUCT, _PRODUCT, today - timedelta(days=3), today + timedelta(days=4))


def _leave(written: Written, promoter: Promoter, kind: str, days: tuple[date, date], reason: str) -> None:
    starts_on, ends_on = days
    values = {"kind": kind, "starts_on": starts_on, "ends_on": ends_on, "reason": reason}
    day = min(starts_on, written.today) - (_ASKED_BEFORE if kind != DayOffKind.SICK else timedelta())
    give_leave(promoter, values, actor=written.actor_of(promoter.rep_id), at=moment(day, 500))


def _guide(written: Written, promoter: Promoter, topic: str, words: tuple[str, str], day: date, again_on: date):
    noticed, agreed = words
    values = {"held_on": day, "topic": topic, "noticed": noticed, "agreed": agreed, "look_again_on": again_on}
    return guide(promoter, values, actor=written.actor_of(promoter.rep_id), at=moment(day, 1080))
