"""Candidates for lists and pages (handbook H10.1)."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from dealers.calc.candidates import points_of
from dealers.dealer_choices import Criterion
from dealers.models import CandidateMark, CandidateVisit, DealerCandidate
from salesops.accounts.actor import Actor


@dataclass(frozen=True, slots=True)
class JudgedLine:
    """One criterion as the page shows it: what it weighs, its mark, its points and what they were seen by."""

    label: str
    weight: int
    mark: int | None
    points: Decimal | None
    evidence: str


def judged(candidate: DealerCandidate, actor: Actor) -> list[JudgedLine]:
    """What the score is made of. One query."""
    rows = marks_of(candidate, actor)
    marks = {name: row.mark for name, row in rows.items()}
    return [
        JudgedLine(
            label=str(Criterion(line.criterion).label),
            weight=line.weight,
            mark=line.mark,
            points=line.points,
            evidence=rows[line.criterion].evidence if line.criterion in rows else "",
        )
        for line in points_of(marks)
    ]


def marks_of(candidate: DealerCandidate, actor: Actor) -> dict[str, CandidateMark]:
    """The marks by criterion. One query."""
    return {row.criterion: row for row in CandidateMark.objects.visible_to(actor).filter(candidate=candidate)}


def visits_to(candidate: DealerCandidate, actor: Actor) -> QuerySet[CandidateVisit]:
    """The visits, the latest first. One query."""
    rows = CandidateVisit.objects.visible_to(actor).filter(candidate=candidate).select_related("visited_by")
    return rows.order_by("-visited_on", "-pk")
