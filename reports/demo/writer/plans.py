"""Profit plans: last month's and the running one's approved, the next month's as they stand around the 20th."""

from datetime import date, datetime, timedelta

from dealers.choices import PlanStatus
from dealers.models import PlanLine, ProfitPlan
from dealers.services.actions import add_action
from dealers.services.drafts import draft_plans
from dealers.services.lines import change_line
from dealers.services.plans import approve_plan, return_plan, submit_plan
from reports.demo.stream import Stream
from reports.demo.writer.written import BECAUSE, JOB, Written, moment
from salesops.accounts.actor import Actor
from salesops.periods.month import Month

_DRAFT_DAY = 15
_DUE_DAY = 20
_JUST_AFTER_MIDNIGHT = 30
# Of a hundred plans of the next month so many are approved, wait, and were returned; the rest are drafts.
_SHARES = ((45, PlanStatus.APPROVED), (72, PlanStatus.SUBMITTED), (82, PlanStatus.RETURNED))
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


def write_plans(written: Written) -> None:
    running = Month.of(written.today)
    for month in (running - 1, running):
        _write_month(written, month, (month - 1).first_day.replace(day=_DRAFT_DAY), everything_is_approved=True)
    drafted_on = min(written.today, running.first_day.replace(day=_DRAFT_DAY))
    _write_month(written, running + 1, drafted_on, everything_is_approved=False)


def _write_month(written: Written, month: Month, drafted_on: date, *, everything_is_approved: bool) -> None:
    drafted_at = min(moment(drafted_on, _JUST_AFTER_MIDNIGHT), written.at)
    draft_plans(month, actor=JOB, at=drafted_at)
    plans = ProfitPlan.objects.unscoped(because=BECAUSE).of_month(month)
    until = min(moment(drafted_on.replace(day=_DUE_DAY), 20 * 60), written.at)
    for plan in plans.select_related("customer").order_by("pk"):
        stream = Stream(written.seed, "plan", f"{plan.customer.code}|{month}")
        status = PlanStatus.APPROVED if everything_is_approved else _status(stream)
        if status == PlanStatus.DRAFT:
            continue
        submitted_at = drafted_at + (until - drafted_at) * stream.uniform()
        decided_at = min(submitted_at + timedelta(hours=stream.between(1, 30)), written.at)
        rep = written.actor_of(plan.rep_id)
        if not everything_is_approved:
            _edit(plan, stream, actor=rep, at=submitted_at)
        submit_plan(plan, actor=rep, at=submitted_at)
        _decide(plan, status, written.manager_of(plan.center_id), stream, decided_at)
    written.say(f"{len(plans)} plans of {month}")


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


def _status(stream: Stream) -> PlanStatus:
    draw = stream.between(0, 99)
    return next((status for below, status in _SHARES if draw < below), PlanStatus.DRAFT)
