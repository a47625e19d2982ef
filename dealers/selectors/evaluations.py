"""One evaluation as its page shows it (handbook H10.6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from dealers.calc.evaluation import MEASURES, Evidence
from dealers.evaluation_choices import Adjustment, EvaluationStatus, Measure
from dealers.models import DealerEvaluation, EvaluationLine
from salesops.accounts.actor import Actor
from stores.models import Customer

MOST_ROWS = 20


@dataclass(frozen=True, slots=True)
class ScoredLine:
    """One measure with its evidence, and how it stood in the evaluation before."""

    line: EvaluationLine
    label: str
    evidence: list[Evidence]
    former: Decimal | None


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What was decided the last time, and what the scores say of it."""

    former: DealerEvaluation
    change: Decimal | None
    is_late: bool


def scored_lines(evaluation: DealerEvaluation, former: DealerEvaluation | None, actor: Actor) -> list[ScoredLine]:
    """All measures in their order. Two queries."""
    lines = _lines(evaluation, actor)
    before = {name: line.score for name, line in _lines(former, actor).items()} if former else {}
    return [
        ScoredLine(
            line=lines[name],
            label=str(Measure(name).label),
            evidence=[Evidence(*row) for row in lines[name].evidence],
            former=before.get(name),
        )
        for name in MEASURES
        if name in lines
    ]


def follow_up_of(evaluation: DealerEvaluation, former: DealerEvaluation | None, on: date) -> FollowUp | None:
    """Nothing where nothing was decided before."""
    if former is None:
        return None
    known = None not in (evaluation.score, former.score)
    is_late = former.adjustment == Adjustment.IMPROVE and former.improve_by < on
    return FollowUp(former, evaluation.score - former.score if known else None, is_late)


def evaluations_of(actor: Actor, dealer: Customer, on: date) -> Mapping[str, Any]:
    """The tab of a dealer's page: its evaluations, the latest first. One query."""
    rows = DealerEvaluation.objects.visible_to(actor).filter(customer=dealer)
    return {"evaluations": rows.order_by("-quarter")[:MOST_ROWS]}


def former_seen(evaluation: DealerEvaluation, actor: Actor) -> DealerEvaluation | None:
    """The last evaluation before that was approved, whichever quarter it was of. One query."""
    rows = DealerEvaluation.objects.visible_to(actor).filter(customer=evaluation.customer_id)
    rows = rows.filter(quarter__lt=evaluation.quarter, status=EvaluationStatus.APPROVED)
    return rows.order_by("-quarter").first()


def _lines(evaluation: DealerEvaluation, actor: Actor) -> dict[str, EvaluationLine]:
    rows = EvaluationLine.objects.visible_to(actor).filter(evaluation=evaluation)
    return {line.measure: line for line in rows}
