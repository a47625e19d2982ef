"""Candidates on their way, and the last quarters' evaluations of dealers (handbook H10.1, H10.6)."""

from datetime import timedelta

from dealers.calc.candidates import WEIGHTS
from dealers.calc.quarters import Quarter
from dealers.models import DealerCandidate, DealerEvaluation
from dealers.services.candidates import add_candidate, log_visit, set_marks
from dealers.services.evaluation_decisions import approve_evaluation, propose
from dealers.services.evaluations import evaluate_dealers
from reports.demo import words
from reports.demo.stream import Stream
from reports.demo.writer.written import BECAUSE, JOB, Written, moment
from salesops.accounts.models import Center, User

_CANDIDATES = 3
_FINDINGS = "仓库 400 平米，配送车三辆，现有网点 26 家，经营两个竞品品牌。"
_SEEN_BY = "现场查看仓库与网点"
_REASONS = {
    "expand": "指标全面达成，建议扩大区域与品类。",
    "keep": "经营稳定，维持现有合作。",
    "improve": "库存与回款需在期限内改善。",
    "shrink": "连续未达标，建议缩减区域。",
    "end": "连续两季最低等级，建议终止合作。",
}


def write_candidates(written: Written) -> None:
    for center in written.centers.values():
        reps = [rep for rep in written.reps if rep.center_id == center.pk]
        for number in range(_CANDIDATES):
            _write_candidate(written, center, reps[number % len(reps)], number)


def _write_candidate(written: Written, center: Center, rep: User, number: int) -> DealerCandidate:
    """The first is found, the second visited, the third scored and waiting."""
    stream = Stream(written.seed, "candidate", f"{center.code}{number}")
    actor, found_on = written.actor_of(rep.pk), written.today - timedelta(days=30 + 9 * number)
    facts = {"rep": rep, "found_on": found_on, "found_through": "行业展会", "contact_name": words.person(stream)}
    name = words.dealer(stream, center.name.removesuffix("中心"))
    candidate = add_candidate(facts | {"name": name}, actor=actor, at=moment(found_on, 660))
    if number > 0:
        day = found_on + timedelta(days=8)
        visit = {"visited_on": day, "met_with": words.person(stream), "findings": _FINDINGS}
        log_visit(candidate, visit, actor=actor, at=moment(day, 960))
    if number > 1:
        marks = {criterion: (stream.between(2, 5), _SEEN_BY) for criterion in WEIGHTS}
        set_marks(candidate, marks, actor=actor, at=moment(found_on + timedelta(days=12), 900))
    return candidate


def write_evaluations(written: Written) -> None:
    """Of the two quarters before this one; of the last, every third waits for the manager."""
    last = Quarter.of(written.today).former
    for quarter in (last.former, last):
        measured = moment(quarter.next_first_day, 195)
        evaluate_dealers(quarter, actor=JOB, at=measured)
        rows = DealerEvaluation.objects.unscoped(because=BECAUSE).filter(quarter=quarter.first_day)
        for number, evaluation in enumerate(rows.select_related("customer").order_by("customer__code")):
            _decide(written, evaluation, is_waiting=quarter == last and number % 3 == 2)
    written.say(f"{DealerEvaluation.objects.unscoped(because=BECAUSE).count()} evaluations of dealers")


def _decide(written: Written, evaluation: DealerEvaluation, *, is_waiting: bool) -> None:
    day = evaluation.due_on - timedelta(days=3)
    adjustment = evaluation.suggestion or "keep"
    improve_by = evaluation.due_on + timedelta(days=60) if adjustment == "improve" else None
    rep = written.actor_of(evaluation.rep_id)
    said = {"adjustment": adjustment, "reason": _REASONS[adjustment], "improve_by": improve_by}
    sent = propose(evaluation, **said, actor=rep, at=moment(day, 870))
    if not is_waiting:
        manager = written.manager_of(evaluation.center_id)
        approve_evaluation(sent, revision=sent.revision, actor=manager, at=moment(day + timedelta(days=1), 560))
