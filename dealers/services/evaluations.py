"""A dealer's quarter measured, judged and decided on (handbook H10.6, H1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from dealers import evaluation_steps as steps
from dealers.calc.evaluation import MEASURES, RULE, Lines, Measured, grade_of, suggested, total
from dealers.calc.quarters import Quarter
from dealers.evaluation_choices import OPEN_TO_TYPE, EvaluationStatus
from dealers.models import DealerEvaluation, EvaluationLine, EvaluationTerms
from dealers.selectors.evaluation_material import material_of
from dealers.selectors.evaluation_terms import terms_by_center
from salesops.accounts.actor import Actor
from salesops.periods.choices import DeadlineKind
from salesops.periods.models import Deadline
from salesops.periods.selectors.calendar import week_of, workday_overrides
from salesops.periods.services.deadlines import set_deadlines
from salesops.periods.workdays import Workday, quarter_evaluation_due
from salesops.workflow.models import AuditEvent
from stores.choices import CustomerKind, CustomerStatus
from stores.models import Customer

_BECAUSE = "the evaluation is built for every center"


@dataclass(slots=True)
class Evaluated:
    """What one run did."""

    built: int = 0
    refreshed: int = 0
    left_alone: int = 0


def dealers_to_evaluate(quarter: Quarter, center_code: str = "") -> list[Customer]:
    """The dealers that worked with us in the quarter, center by center. One query."""
    rows = Customer.objects.unscoped(because=_BECAUSE).filter(kind=CustomerKind.DEALER, merged_into=None)
    rows = rows.filter(status=CustomerStatus.ACTIVE)
    rows = rows.filter(Q(cooperates_since__isnull=True) | Q(cooperates_since__lt=quarter.next_first_day))
    rows = rows.filter(center__code=center_code) if center_code else rows
    return list(rows.select_related("center").order_by("center_id", "pk"))


def evaluate_dealers(quarter: Quarter, *, actor: Actor, at: datetime, center_code: str = "") -> Evaluated:
    """Measure each dealer's quarter once, or once more while nobody has submitted it.

    Each dealer is a transaction of its own, so a run that was cut off goes on with the next one.
    """
    done, on = Evaluated(), timezone.localdate(at)
    dealers = dealers_to_evaluate(quarter, center_code)
    terms = terms_by_center({dealer.center for dealer in dealers})
    overrides = workday_overrides()
    for center, group in groupby(dealers, key=attrgetter("center")):
        members = list(group)
        due = quarter_evaluation_due(quarter.last_month, week_of(center), overrides)
        material = material_of(members, quarter, terms[center.pk], on)
        for dealer in members:
            measured = {name: material.get(name, {}).get(dealer.pk, Measured()) for name in MEASURES}
            _note(done, _write(dealer, quarter, due, terms[center.pk], measured, actor, at))
    return done


@transaction.atomic
def _write(
    dealer: Customer,
    quarter: Quarter,
    due: Workday,
    terms: EvaluationTerms,
    measured: Mapping[str, Measured],
    actor: Actor,
    at: datetime,
) -> str:
    """Make or refresh one evaluation; scores and reasons that people typed stay."""
    rows = DealerEvaluation.objects.unscoped(because=_BECAUSE)
    first = {"center": dealer.center, "rep_id": dealer.rep_id, "due_on": due.date, "rule": RULE, "measured_at": at}
    made, is_new = rows.get_or_create(customer=dealer, quarter=quarter.first_day, defaults=first)
    held = rows.select_for_update(of=("self",)).get(pk=made.pk)
    if held.status not in OPEN_TO_TYPE:
        return "left_alone"
    EvaluationLine.objects.bulk_create(
        [_line(held, name, terms.weight_of(name), found) for name, found in measured.items()],
        update_conflicts=True,
        unique_fields=["evaluation", "measure"],
        update_fields=["weight", "numerator", "denominator", "evidence", "drafted_score"],
    )
    held.rep_id, held.center_id, held.due_on = dealer.rep_id, dealer.center_id, due.date
    held.terms, held.rule, held.measured_at = _kept(terms), RULE, at
    judge(held)
    held.save()
    if is_new:
        AuditEvent.record(held, steps.MEASURE, actor=actor, at=at)
        set_deadlines([_deadline(held, dealer, quarter, due)])
    return "built" if is_new else "refreshed"


def judge(evaluation: DealerEvaluation) -> None:
    """Set score, grade and suggestion from the lines as they stand. Two queries."""
    rows = EvaluationLine.objects.unscoped(because="the lines are the evaluation's own").filter(evaluation=evaluation)
    evaluation.score = total(rows.values_list("score", "weight"))
    terms = evaluation.terms
    evaluation.grade = grade_of(evaluation.score, Lines(terms["a_line"], terms["b_line"], terms["c_line"]))
    former = former_of(evaluation)
    evaluation.suggestion = suggested(evaluation.grade, former.grade if former else "")


def former_of(evaluation: DealerEvaluation) -> DealerEvaluation | None:
    """The approved evaluation of the quarter before. One query."""
    former = Quarter.of(evaluation.quarter).former
    rows = DealerEvaluation.objects.unscoped(because="the former evaluation of the same dealer")
    rows = rows.filter(customer=evaluation.customer_id, quarter=former.first_day)
    return rows.filter(status=EvaluationStatus.APPROVED).first()


def _line(evaluation: DealerEvaluation, name: str, weight: int, found: Measured) -> EvaluationLine:
    is_known = found.denominator > 0
    return EvaluationLine(
        evaluation=evaluation,
        measure=name,
        weight=weight,
        numerator=found.numerator if is_known else None,
        denominator=found.denominator if is_known else None,
        evidence=[list(one) for one in found.evidence],
        drafted_score=found.score,
    )


def _kept(terms: EvaluationTerms) -> dict[str, Any]:
    """What held when it was measured, so that the page computes the same for ever."""
    names = ("a_line", "b_line", "c_line", "shortest_cover_days", "longest_cover_days", "points_per_breach")
    return {name: getattr(terms, name) for name in names}


def _deadline(evaluation: DealerEvaluation, dealer: Customer, quarter: Quarter, due: Workday) -> Deadline:
    return Deadline(
        kind=DeadlineKind.EVALUATION,
        month=quarter.last_month.first_day,
        subject_id=dealer.pk,
        subject=str(dealer)[:120],
        url=evaluation.get_absolute_url(),
        center_id=evaluation.center_id,
        rep_id=evaluation.rep_id,
        due_on=due.date,
        is_assumed=due.is_assumed,
    )


def _note(done: Evaluated, outcome: str) -> None:
    setattr(done, outcome, getattr(done, outcome) + 1)
