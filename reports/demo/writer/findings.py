"""What came out of the visits: market reports with their answers, and next steps."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from reports.demo import words
from reports.demo.stream import Stream
from reports.demo.writer.visits import client_id
from reports.demo.writer.written import BATCH, Written
from salesops.accounts.actor import Actor
from salesops.accounts.choices import Role
from visits.choices import ReportKind, ReportStrength, TaskStatus, VisitStatus
from visits.models import MarketReport, Task, Visit
from visits.services.findings import Finding, answer_report, close_report, report_market, take_up_report

_REPORTED = 0.02
_MOST_REPORTS = 100
_FORGOTTEN = 0.03
_GIVEN_A_TASK = 0.08
# Of the tasks that fell due so many are not done, and none of them for longer than this.
_NOT_DONE = 0.12
_LONGEST_OVERDUE = timedelta(days=8)
_REPORTS = (
    (ReportKind.PRICE, "{brand}主销机型本周末降价200元，门店已换价签。", "建议同价位机型加送耳机。"),
    (ReportKind.COMPETITOR, "{brand}在门口做路演，买手机送平板支架。", "建议下周末安排演示活动。"),
    (ReportKind.CHANNEL, "老板计划明年三月在新商场开分店。", "建议提前谈专柜位置。"),
    (ReportKind.STOCK_OUT, "256GB黑色版断货三天，有顾客转买{brand}。", "请中心优先调货。"),
    (ReportKind.CONFLICT, "附近小店有外区来货，售价低于建议零售价150元。", "请核查货源串号段。"),
    (ReportKind.QUALITY, "两位顾客反映充电口偏松，已换机处理。", "请售后确认批次。"),
)
_STRENGTHS = (ReportStrength.LOW, ReportStrength.MEDIUM, ReportStrength.MEDIUM, ReportStrength.HIGH)
_ANSWERS = (
    "已收到，下周一起同步支持政策，请先稳住门店信心。",
    "已安排区域核查，结果三个工作日内反馈。",
    "同意，物料随下批货一起发出。",
)
_TASKS = (
    "补齐缺少的价签",
    "更换过期海报",
    "主推机型增加一台演示机",
    "与老板确认下月进货计划",
    "培训新店员主推卖点",
    "跟进断货机型到货",
    "清理竞品遮挡的灯箱",
)


def write_findings(written: Written, visits: list[Visit]) -> None:
    count = _write_reports(written, visits)
    tasks = [task for visit in visits if (task := _task(written, visit))]
    Task.objects.bulk_create(tasks, batch_size=BATCH)
    written.say(f"{count} market reports, {len(tasks)} tasks")


def _write_reports(written: Written, visits: Iterable[Visit]) -> int:
    """Made by the reps, answered by marketing, in the order of their times."""
    with_report = [visit for visit in visits if _stream(written, "report", visit).chance(_REPORTED)]
    latest = sorted(with_report, key=lambda visit: (visit.checked_in_at, visit.store_id))[-_MOST_REPORTS:]
    marketing = written.actor_of(written.users[Role.MARKETING.value].pk)
    for visit in latest:
        stream = _stream(written, "market", visit)
        kind, what, suggestion = stream.pick(_REPORTS)
        finding = Finding(
            kind=kind,
            what=what.format(brand=stream.pick(words.COMPETITORS)),
            strength=stream.pick(_STRENGTHS),
            since_on=visit.visited_on - timedelta(days=stream.between(0, 5)),
            suggestion=suggestion,
        )
        at = visit.checked_in_at + timedelta(minutes=3)
        key = f"{visit.store.code}|{visit.visited_on}"
        report = report_market(
            finding,
            client_id=client_id(written.seed, "report", key),
            store=visit.store,
            visit=visit,
            actor=written.actor_of(visit.rep_id),
            at=at,
        )
        _follow_up(written, report, marketing, stream, at)
    return len(latest)


def _follow_up(written: Written, report: MarketReport, marketing: Actor, stream: Stream, at: datetime) -> None:
    """Taken up within two days, answered within five, most closed a week later; the newest, and a few, wait."""
    if stream.chance(_FORGOTTEN):
        return
    taken_at = at + timedelta(hours=stream.between(3, 48))
    answered_at = taken_at + timedelta(hours=stream.between(2, 72))
    closed_at = answered_at + timedelta(days=stream.between(4, 9))
    if taken_at < written.at:
        report = take_up_report(report, actor=marketing, at=taken_at)
    if answered_at < written.at:
        report = answer_report(report, answer=stream.pick(_ANSWERS), actor=marketing, at=answered_at)
    if closed_at < written.at and stream.chance(0.8):
        close_report(report, actor=marketing, at=closed_at)


def _task(written: Written, visit: Visit) -> Task | None:
    """A next step agreed at the check-out; of those that fell due lately, some are still open."""
    stream = _stream(written, "task", visit)
    if visit.status != VisitStatus.CLOSED or not stream.chance(_GIVEN_A_TASK):
        return None
    due_on = visit.visited_on + timedelta(days=stream.between(5, 16))
    is_left = stream.chance(_NOT_DONE) and due_on >= written.today - _LONGEST_OVERDUE
    is_done = due_on < written.today and not is_left
    done_at = min(written.at, visit.checked_out_at + timedelta(days=stream.between(2, 9)))
    return Task(
        client_id=client_id(written.seed, "task", f"{visit.store.code}|{visit.visited_on}"),
        center_id=visit.center_id,
        rep_id=visit.rep_id,
        store_id=visit.store_id,
        title=stream.pick(_TASKS),
        due_on=due_on,
        source=f"{visit.visited_on:%Y-%m-%d} 拜访",
        visit=visit,
        done_at=done_at if is_done else None,
        outcome="已完成" if is_done else "",
        status=TaskStatus.DONE if is_done else TaskStatus.OPEN,
        created_at=visit.checked_out_at,
    )


def _stream(written: Written, kind: str, visit: Visit) -> Stream:
    return Stream(written.seed, kind, f"{visit.store.code}|{visit.visited_on}")
