"""What changed approved plans of the running month: amendments, in force and waiting, and shifts between stores."""

from collections.abc import Sequence

from dealers.choices import PlanStatus
from dealers.models import PlanLine, ProfitPlan
from dealers.services.amendments import (
    Move,
    approve_amendment,
    open_amendment,
    set_numbers,
    shift_units,
    submit_amendment,
)
from reports.demo.stream import Stream
from reports.demo.writer.written import BECAUSE, Written
from salesops.periods.month import Month

_EACH, _MOST = 5, 12
_REASONS = ("客户追加团购订单", "竞品缺货，客户要求加量", "新品到货提前")
_SHIFTED = "门店客流变化，总量不变"


def write_amendments(written: Written) -> None:
    """A handful in each center, made by the room's own services."""
    plans = ProfitPlan.objects.unscoped(because=BECAUSE).of_month(Month.of(written.today))
    plans = list(plans.filter(status=PlanStatus.APPROVED).order_by("pk")[::_EACH][:_MOST])
    for place, plan in enumerate(plans):
        lines = PlanLine.objects.unscoped(because=BECAUSE).filter(plan=plan, quantity__gte=4)
        lines = list(lines.select_related("store", "model").order_by("-quantity", "pk")[:40])
        if lines:
            stream = Stream(written.seed, "amendment", plan.customer.code)
            _change(written, plan, lines, stream, is_decided=place % 2 == 0)
    written.say(f"{len(plans)} plans amended")


def _change(written: Written, plan: ProfitPlan, lines: Sequence[PlanLine], stream: Stream, *, is_decided: bool) -> None:
    rep = {"actor": written.actor_of(plan.rep_id), "at": written.at}
    pair = next(((a, b) for a in lines for b in lines if a.model_id == b.model_id and a.store_id != b.store_id), None)
    if pair:
        move = Move(pair[0].model, pair[0].store, pair[1].store, 2)
        shift_units(plan, move, **rep, reason=_SHIFTED)
    amendment = open_amendment(plan, **rep, reason=stream.pick(_REASONS))
    line = lines[-1]
    held = PlanLine.objects.unscoped(because=BECAUSE).get(pk=line.pk).quantity
    amendment = set_numbers(amendment, {(line.store_id, line.model_id): held + stream.between(1, 6)}, **rep)
    amendment = submit_amendment(amendment, **rep)
    if is_decided:
        approve_amendment(amendment, actor=written.manager_of(plan.center_id), at=written.at)
