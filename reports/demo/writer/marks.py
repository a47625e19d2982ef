"""Marks of visits that began away from the store: explained by the reps, the older ones judged (handbook H5.3)."""

from collections.abc import Iterable
from datetime import timedelta

from reports.demo.stream import Stream
from reports.demo.writer.written import BECAUSE, Written
from visits.calc.evidence import EvidenceRules, Fix, Signal, judge_position
from visits.models import Visit, VisitMark
from visits.services.marks import accept_mark, answer_mark, marks_of, reject_mark, sync_marks

_ANSWERED_AFTER, _JUDGED_AFTER = timedelta(hours=3), timedelta(days=4)
_REJECTED = 0.15
_ANSWER, _VERDICT, _REFUSAL = "老板在分店看货，在分店谈的", "已与店主核实", "店主说当天没有见面"


def write_marks(written: Written, visits: Iterable[Visit]) -> None:
    """As the check-in marks them; what is younger than a few days waits for its superior."""
    marked = [visit for visit in visits if visit.outside_reason and _mark(visit)]
    Visit.objects.unscoped(because=BECAUSE).bulk_update(marked, ["marks"])
    for visit in marked:
        sync_marks(visit, at=visit.received_at)
    rows = VisitMark.objects.unscoped(because=BECAUSE)
    for mark in rows.filter(visit__in=marked).select_related("visit__store").order_by("pk"):
        _follow_up(written, mark)
    written.say(f"{len(marked)} marks")


def _mark(visit: Visit) -> bool:
    visit.marks = marks_of([_signal(visit)])
    return bool(visit.marks)


def _signal(visit: Visit) -> Signal:
    rules = EvidenceRules(radius_metres=visit.center.checkin_radius_metres)
    fix = Fix((float(visit.checkin_lon), float(visit.checkin_lat)), visit.checkin_accuracy_metres)
    return judge_position(fix, (float(visit.store.lon), float(visit.store.lat)), rules)


def _follow_up(written: Written, mark: VisitMark) -> None:
    visit = mark.visit
    answered_at, judged_at = visit.received_at + _ANSWERED_AFTER, visit.received_at + _JUDGED_AFTER
    if answered_at < written.at:
        mark = answer_mark(mark, answer=_ANSWER, actor=written.actor_of(visit.rep_id), at=answered_at)
    if judged_at < written.at:
        stream = Stream(written.seed, "mark", f"{visit.store.code}|{visit.visited_on}")
        judge, verdict = (reject_mark, _REFUSAL) if stream.chance(_REJECTED) else (accept_mark, _VERDICT)
        judge(mark, verdict=verdict, actor=written.manager_of(visit.center_id), at=judged_at)
