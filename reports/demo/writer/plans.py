"""Profit plans: last month's and the running one's approved, the next month's as they stand around the 20th."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter

from django.db.models import F

from dealers.choices import PlanStatus
from dealers.models import PlanLine, ProfitPlan
from dealers.services.actions import add_action
from dealers.services.drafts import draft_plans
from dealers.services.lines import change_line
from dealers.services.plans import approve_plan, return_plan, submit_plan
from dealers.steps import APPROVE, SUBMIT
from reports.demo.stream import Stream
from reports.demo.writer.stacks import meet_deadlines, record_sitting
from reports.demo.writer.written import BECAUSE, JOB, Written, moment
from salesops.accounts.actor import Actor
from salesops.periods.choices import DeadlineKind
from salesops.periods.month import Month

_DRAFT_DAY = 15
_DUE_DAY = 20
_JUST_AFTER_MIDNIGHT = 30
# Of a hundred plans of the next month so many are approved, wait, and were returned; the rest are drafts.
_SHARES_BEFORE_DUE = ((25, PlanStatus.APPROVED), (48, PlanStatus.SUBMITTED), (54, PlanStatus.RETURNED))
_SHARES_AFTER_DUE = ((73, PlanStatus.APPROVED), (98, PlanStatus.SUBMITTED), (99, PlanStatus.RETURNED))
_TYPED, _WITH_ACTION = 0.35, 0.3
_KNOWLEDGE = (
    "门店下月装修一周，预计少卖。",
    "老板已承诺主推，增加陈列面。",
    "附近学校团购意向，预计增量。",
    "竞品专柜撤场，客流转入。",
)
_ACTIONS = ("月初前完成演示机更换", "周末安排一次店内路演", "与老板确认首推话术和奖励", "补齐紧缺颜色的备货")
_REMARKS = ("与近三个月均值差异较大，请写明依据。", "请按门店实际库存下调。", "活动期间增量是否已单独计算？")
_REASONS = (
    "主推机型数量偏低，请结合活动重新评估。",
    "请说明客户本月库存偏高的原因。",
    "新品首月目标请与门店再确认。",
)


@dataclass(frozen=True, slots=True)
class Drafted:
    """One month's plans by rep, and the span in which the reps finished them."""

    month: Month
    plans: list[ProfitPlan]
    since: datetime
    until: datetime

    def some_time(self, stream: Stream) -> datetime:
        return self.since + (self.until - self.since) * stream.uniform()


def write_plans(written: Written) -> None:
    running = Month.of(written.today)
    for month in (running - 1, running):
        _approve_all(written, _draft(written, month))
    _move_some(written, _draft(written, running + 1))


def _draft(written: Written, month: Month) -> Drafted:
    """Built by the job on the 15th of the month before; earlier in the month there would be nothing to see."""
    day = min(written.today, (month - 1).first_day.replace(day=_DRAFT_DAY))
    since = min(moment(day, _JUST_AFTER_MIDNIGHT), written.at)
    draft_plans(month, actor=JOB, at=since)
    plans = ProfitPlan.objects.unscoped(because=BECAUSE).of_month(month).select_related("customer", "rep")
    until = min(moment(day.replace(day=_DUE_DAY), 20 * 60), written.at)
    drafted = Drafted(month, list(plans.order_by("rep_id", "pk")), since, until)
    written.say(f"{len(drafted.plans)} plans of {month}")
    return drafted


def _approve_all(written: Written, drafted: Drafted) -> None:
    """Each rep hands in its stack, and the manager approves it within a day or so."""
    for rep, group in groupby(drafted.plans, key=attrgetter("rep")):
        stack = list(group)
        stream = Stream(written.seed, "plans", f"{rep.username}|{drafted.month}")
        submitted_at = drafted.some_time(stream)
        approved_at = submitted_at + timedelta(hours=stream.between(1, 30))
        record_sitting(stack, SUBMIT, before=PlanStatus.DRAFT, actor=written.actor_of(rep.pk), at=submitted_at)
        meet_deadlines(DeadlineKind.PLAN, drafted.month, [plan.customer_id for plan in stack], at=submitted_at)
        manager = written.manager_of(rep.center_id)
        record_sitting(stack, APPROVE, before=PlanStatus.SUBMITTED, actor=manager, at=approved_at)
        _rows(stack).update(
            status=PlanStatus.APPROVED,
            revision=F("revision") + 2,
            submitted_at=submitted_at,
            approved_at=approved_at,
        )


def _rows(stack: Iterable[ProfitPlan]):
    return ProfitPlan.objects.unscoped(because=BECAUSE).filter(pk__in=[plan.pk for plan in stack])


def _move_some(written: Written, drafted: Drafted) -> None:
    """Nearly all are in after the due day, half of them before."""
    shares = _SHARES_AFTER_DUE if written.today.day > _DUE_DAY else _SHARES_BEFORE_DUE
    for plan in drafted.plans:
        stream = Stream(written.seed, "plan", f"{plan.customer.code}|{drafted.month}")
        draw = stream.between(0, 99)
        status = next((status for below, status in shares if draw < below), PlanStatus.DRAFT)
        if status == PlanStatus.DRAFT:
            continue
        submitted_at = drafted.some_time(stream)
        decided_at = min(submitted_at + timedelta(hours=stream.between(1, 30)), written.at)
        rep = written.actor_of(plan.rep_id)
        _edit(plan, stream, actor=rep, at=submitted_at)
        submit_plan(plan, actor=rep, at=submitted_at)
        _decide(plan, status, written.manager_of(plan.center_id), stream, decided_at)


def _edit(plan: ProfitPlan, stream: Stream, *, actor: Actor, at: datetime) -> None:
    """Many reps know better about their main line, and some say what they will do for it."""
    line = _main_line(plan)
    if line is None:
        return
    if stream.chance(_TYPED):
        quantity = max(0, round(line.quantity * (0.75 + 0.6 * stream.uniform())))
        change_line(line, quantity=quantity, revision=line.revision, actor=actor, at=at, reason=stream.pick(_KNOWLEDGE))
    if stream.chance(_WITH_ACTION):
        due_on = plan.month + timedelta(days=stream.between(2, 25))
        add_action(plan, store=line.store, text=stream.pick(_ACTIONS), due_on=due_on, actor=actor, at=at)


def _main_line(plan: ProfitPlan) -> PlanLine | None:
    lines = PlanLine.objects.unscoped(because=BECAUSE).filter(plan=plan)
    return lines.select_related("store", "model").order_by("-quantity", "pk").first()


def _decide(plan: ProfitPlan, status: PlanStatus, manager: Actor, stream: Stream, at: datetime) -> None:
    if status == PlanStatus.APPROVED:
        approve_plan(plan, actor=manager, at=at)
    if status == PlanStatus.RETURNED:
        line = _main_line(plan)
        remarks = {line.pk: stream.pick(_REMARKS)} if line else {}
        return_plan(plan, remarks=remarks, actor=manager, at=at, reason=stream.pick(_REASONS))
