"""The weeks of the running month's plans: tracked each Monday, the lines furthest behind explained in time."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import groupby, islice

from django.db.models import F

from dealers.calc.tracking import month_of_week, week_before
from dealers.models import TrackedLine
from dealers.services.tracking import track_center
from dealers.services.tracking_answers import answer_line
from dealers.tracking_choices import Cause
from reports.demo.stream import Stream
from reports.demo.writer.written import BECAUSE, Written, moment
from salesops.accounts.models import Center
from salesops.periods.month import Month
from visits.models import Task
from visits.services.tasks import finish_task

_NIGHT = 5 * 60 + 15
_AFTERNOON = 15 * 60
_EXPLAINED = 8
_ANSWERED = 0.8
_DONE = "已落实"
_SAID = (
    (Cause.STOCK_OUT, "黑色、白色断货三天", "与仓库确认到货，周五前补齐畅销颜色"),
    (Cause.PRICE, "竞品同价位直降二百元", "申请价格支持，店内同步以旧换新话术"),
    (Cause.STAFF, "新店员不熟悉卖点", "到店做一次卖点培训并考核"),
    (Cause.DISPLAY, "演示机下架维修", "换上备用演示机，恢复主推位"),
    (Cause.TRAFFIC, "门前道路施工，客流减少", "周末到邻近广场做路演引流"),
    (Cause.PLAN, "团购订单推迟到下月", "跟进团购客户，锁定下月数量"),
)


def write_tracking(written: Written) -> None:
    running = Month.of(written.today)
    last = week_before(written.today)
    weeks = [last - timedelta(days=7 * back) for back in range(5)]
    for week in reversed([week for week in weeks if month_of_week(week) == running]):
        _track(written, week, moment(week + timedelta(days=7), _NIGHT))


def _track(written: Written, week: date, at: datetime) -> None:
    red = sum(track_center(center, week, at=at).red_lines for center in Center.objects.order_by("pk"))
    answered_at = min(at + timedelta(minutes=_AFTERNOON - _NIGHT), written.at)
    for line in _furthest_behind(week) if answered_at > at else ():
        stream = Stream(written.seed, "tracking", f"{line.store.code}|{line.model_id}|{week}")
        if stream.chance(_ANSWERED):
            _answer(written, line, stream, answered_at)
    written.say(f"week of {week}: {red} lines far behind")


def _furthest_behind(week: date) -> Iterator[TrackedLine]:
    """What a rep explains first: of the lines far behind, those that miss the most."""
    lines = TrackedLine.objects.unscoped(because=BECAUSE).waiting(week + timedelta(days=7)).of_week(week)
    lines = lines.select_related("week__plan", "store").order_by("week__plan__rep", F("actual") - F("planned"), "pk")
    for _rep, of_rep in groupby(lines, key=lambda line: line.week.plan.rep_id):
        yield from islice(of_rep, _EXPLAINED)


def _answer(written: Written, line: TrackedLine, stream: Stream, at: datetime) -> None:
    cause, remark, action = stream.pick(_SAID)
    answered = answer_line(
        line,
        cause=cause,
        remark=remark,
        action=action,
        action_due_on=at.date() + timedelta(days=stream.between(2, 6)),
        revision=line.revision,
        actor=written.actor_of(line.week.plan.rep_id),
        at=at,
    )
    _finish(written, answered)


def _finish(written: Written, line: TrackedLine) -> None:
    """What was to be done by yesterday is done."""
    if line.action_due_on < written.today:
        task = Task.objects.unscoped(because=BECAUSE).get(client_id=line.task_client_id)
        done_at = moment(line.action_due_on, _AFTERNOON)
        finish_task(task, outcome=_DONE, actor=written.actor_of(task.rep_id), at=done_at)
