"""Plans typed in, handed in, returned, approved one by one and in bulk; approved ones amended; red lines explained."""

from datetime import date, timedelta

from dealers.amendment_choices import AmendmentStatus
from dealers.calc.tracking import week_before
from dealers.choices import EDITABLE, PlanStatus
from dealers.models import PlanAmendment, PlanLine, ProfitPlan, TrackedLine
from dealers.services.actions import add_action
from dealers.services.amendments import (
    Move,
    approve_amendment,
    open_amendment,
    return_amendment,
    set_numbers,
    shift_units,
    submit_amendment,
)
from dealers.services.lines import change_line
from dealers.services.plans import Seen, approve_plan, approve_plans, return_plan, submit_plan
from dealers.services.tracking_answers import answer_line
from dealers.tracking_choices import Cause
from reports.demo.stream import Stream
from reports.year.checks.days import works
from reports.year.company import BECAUSE, Company

_FIRST_DAY, _LAST_DAY, _LATE_DAY, _LATE = 15, 20, 23, 0.06
_TYPED, _WITH_ACTION, _RETURNED = 0.4, 0.2, 0.08
_AMENDED, _AMENDS_ON, _DECIDES_ON = 0.06, 9, 10
_ANSWERED, _MOST_ANSWERS = 0.3, 20
_AFTERNOON, _EVENING = 14 * 60, 17 * 60
_WHY = "门店活动，与店主商定"


def finish_plans(company: Company) -> None:
    """Reps finish the next month's plans from the 15th on; a few are late, and nobody works on a day off."""
    rows = ProfitPlan.objects.unscoped(because=BECAUSE).filter(status__in=EDITABLE).select_related("customer", "center")
    for plan in rows.filter(month__gt=company.month.first_day).order_by("pk"):
        stream = company.stream("plan", f"{plan.customer.code}|{plan.month}|{plan.status}")
        on = _LATE_DAY if stream.chance(_LATE) else stream.between(_FIRST_DAY, _LAST_DAY)
        if company.day.day >= on and works(company.day, saturday=plan.center.works_saturday):
            company.clock.set(company.day, _AFTERNOON)
            _finish(company, plan, stream)


def _finish(company: Company, plan: ProfitPlan, stream: Stream) -> None:
    by = {"actor": company.doer(plan.rep_id), "at": company.clock.at}
    lines = PlanLine.objects.unscoped(because=BECAUSE).filter(plan=plan).select_related("store", "model")
    line = lines.order_by("-quantity", "pk").first()
    if line and stream.chance(_TYPED):
        quantity = line.quantity + stream.between(1, 5)
        change_line(line, quantity=quantity, revision=line.revision, reason=_WHY, **by)
        company.journal.typed[line.pk] = quantity
        company.note("plan lines typed")
    if line and stream.chance(_WITH_ACTION):
        add_action(plan, store=line.store, text="更换演示机", due_on=plan.month + timedelta(days=9), **by)
    submit_plan(plan, **by)
    company.note("plans submitted")


def decide_plans(company: Company) -> None:
    """Managers return some once; the rest is approved, in bulk where nothing warns, else one by one."""
    company.clock.set(company.day, _EVENING)
    rows = ProfitPlan.objects.unscoped(because=BECAUSE).filter(status=PlanStatus.SUBMITTED).select_related("customer")
    waiting: dict[int, list[ProfitPlan]] = {}
    for plan in rows.filter(submitted_at__lt=company.clock.at - timedelta(hours=12)).order_by("pk"):
        stream = company.stream("decision", f"{plan.customer.code}|{plan.month}")
        if stream.chance(_RETURNED) and ("plan", plan.pk) not in company.journal.returned:
            _return(company, plan)
        else:
            waiting.setdefault(plan.center_id, []).append(plan)
    for center_id, plans in waiting.items():
        by = {"actor": company.manager(center_id), "at": company.clock.at}
        outcome = approve_plans([Seen(plan.pk, plan.revision) for plan in plans], **by)
        for refusal in outcome.refused:
            approve_plan(refusal.plan, revision=refusal.plan.revision, **by)
        company.note("plans approved in bulk", len(outcome.approved))
        company.note("plans approved alone", len(outcome.refused))


def _return(company: Company, plan: ProfitPlan) -> None:
    line = PlanLine.objects.unscoped(because=BECAUSE).filter(plan=plan).order_by("pk").first()
    by = {"actor": company.manager(plan.center_id), "at": company.clock.at, "reason": "请说明依据"}
    return_plan(plan, remarks={line.pk: "偏高"} if line else {}, **by)
    company.journal.returned.add(("plan", plan.pk))
    company.note("plans returned")


def amend_plans(company: Company) -> None:
    """On the 9th some plans of the running month are amended or shifted; on the 10th the manager decides."""
    company.clock.set(company.day, _AFTERNOON)
    rows = ProfitPlan.objects.unscoped(because=BECAUSE).select_related("customer")
    plans = rows.filter(month=company.month.first_day, status=PlanStatus.APPROVED)
    if company.day.day == _AMENDS_ON:
        for plan in plans.order_by("pk"):
            if company.stream("amendment", f"{plan.customer.code}|{plan.month}").chance(_AMENDED):
                _amend(company, plan)
    if company.day.day == _DECIDES_ON:
        _decide_amendments(company)


def _amend(company: Company, plan: ProfitPlan) -> None:
    by = {"actor": company.doer(plan.rep_id), "at": company.clock.at}
    rows = PlanLine.objects.unscoped(because=BECAUSE).filter(plan=plan, quantity__gt=1)
    lines = list(rows.select_related("store", "model").order_by("-quantity", "pk")[:30])
    pair = next(((a, b) for a in lines for b in lines if a.model_id == b.model_id and a.store_id != b.store_id), None)
    if pair:
        shift_units(plan, Move(pair[0].model, pair[0].store, pair[1].store, 1), reason=_WHY, **by)
        company.note("units shifted")
    if lines:
        amendment = open_amendment(plan, reason=_WHY, **by)
        held = PlanLine.objects.unscoped(because=BECAUSE).get(pk=lines[-1].pk)
        amendment = set_numbers(amendment, {(held.store_id, held.model_id): held.quantity + 3}, **by)
        submit_amendment(amendment, **by)
        company.note("amendments submitted")


def _decide_amendments(company: Company) -> None:
    waiting = PlanAmendment.objects.unscoped(because=BECAUSE).filter(status=AmendmentStatus.SUBMITTED)
    for amendment in waiting.select_related("plan").order_by("pk"):
        by = {"actor": company.manager(amendment.plan.center_id), "at": company.clock.at}
        if amendment.pk % 4:
            approve_amendment(amendment, **by)
            company.note("amendments approved")
        else:
            return_amendment(amendment, reason="请附客户订单", **by)
            company.note("amendments returned")


def explain_red_lines(company: Company) -> None:
    """On Tuesdays reps explain some of the lines that are far behind."""
    if company.day.weekday() != 1:
        return
    company.clock.set(company.day, _AFTERNOON)
    rows = TrackedLine.objects.unscoped(because=BECAUSE).waiting(company.day).of_week(week_before(company.day))
    answered: dict[int, int] = {}
    for line in rows.select_related("week__plan", "store", "model").order_by("pk"):
        rep_id = line.week.plan.rep_id
        stream = company.stream("answer", f"{line.store.code}|{line.model.code}|{line.week.week_on}")
        if answered.get(rep_id, 0) < _MOST_ANSWERS and stream.chance(_ANSWERED):
            answered[rep_id] = answered.get(rep_id, 0) + 1
            _answer(company, line, rep_id, company.day + timedelta(days=4))


def _answer(company: Company, line: TrackedLine, rep_id: int, until: date) -> None:
    answer_line(
        line,
        cause=Cause.STOCK_OUT,
        remark="断货三天",
        action="周五前补齐",
        action_due_on=until,
        revision=line.revision,
        actor=company.doer(rep_id),
        at=company.clock.at,
    )
    company.note("red lines explained")
