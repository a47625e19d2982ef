"""How far a visit is: which steps are done, skipped, or still open (handbook H5.2)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from visits.choices import VisitStep
from visits.models import (
    ImageCheck,
    SkippedStep,
    Task,
    Visit,
    VisitCount,
    VisitOrder,
    VisitPhoto,
    VisitPrice,
    VisitSaid,
    VisitTick,
    VisitTraining,
)
from visits.selectors.checklists import Asked, asked_of, with_lines
from visits.selectors.image import items_for, standard_on

BECAUSE = "the visit was seen already"
# Two steps that stand on one card.
_CARD = {VisitStep.SALES: VisitStep.STOCK, VisitStep.GREET: VisitStep.OUTSIDE}


@dataclass(frozen=True, slots=True)
class StepState:
    """One step as the page shows it; `card` names the part of the page where it is done."""

    step: VisitStep
    is_required: bool
    is_done: bool
    reason: str

    @property
    def card(self) -> str:
        return _CARD.get(self.step, self.step)

    @property
    def is_open(self) -> bool:
        return self.is_required and not self.is_done and not self.reason


@dataclass(frozen=True, slots=True)
class Progress:
    """The steps of one visit; a skipped step is neither done nor open."""

    asked: Asked
    done: frozenset[VisitStep]
    skipped: Mapping[VisitStep, str]

    @property
    def required(self) -> tuple[VisitStep, ...]:
        return self.asked.required

    @property
    def open(self) -> list[VisitStep]:
        return open_steps(self.required, self.done, self.skipped)

    @property
    def settled(self) -> int:
        return len(self.required) - len(self.open)

    @property
    def states(self) -> list[StepState]:
        """All steps in the order of the page."""
        return [
            StepState(step, step in self.required, step in self.done, self.skipped.get(step, ""))
            for step in self.asked.order
        ]

    @property
    def cards(self) -> list[str]:
        """The parts of the page in their order: stock and sales are one, outside and greeting too."""
        return list(dict.fromkeys(state.card for state in self.states))

    @property
    def next_open(self) -> StepState | None:
        return next((state for state in self.states if state.is_open), None)


def open_steps(
    required: Collection[VisitStep], done: Collection[VisitStep], skipped: Collection[VisitStep]
) -> list[VisitStep]:
    return [step for step in required if step not in done and step not in skipped]


def progress_of(visit: Visit) -> Progress:
    """Ask what a visit has of each step. Twelve queries, and up to three for its center's own checklist."""
    checklist = with_lines(pk=visit.checklist_id).first() if visit.checklist_id else None
    asked = asked_of(checklist, visit.store)
    counts = VisitCount.objects.unscoped(because=BECAUSE).filter(visit=visit)
    found = {
        VisitStep.PHOTO: VisitPhoto.objects.unscoped(because=BECAUSE).filter(visit=visit).exists(),
        VisitStep.IMAGE: _is_image_complete(visit),
        VisitStep.STOCK: counts.filter(stock__isnull=False).exists(),
        VisitStep.SALES: counts.filter(sold__isnull=False).exists(),
        VisitStep.MARKET: visit.market_reports.unscoped(because=BECAUSE).exists(),
        VisitStep.ORDER: VisitOrder.objects.unscoped(because=BECAUSE).filter(visit=visit).exists(),
        VisitStep.NEXT: Task.objects.unscoped(because=BECAUSE).filter(visit=visit).exists(),
        VisitStep.PRICES: VisitPrice.objects.unscoped(because=BECAUSE).filter(visit=visit).exists(),
        VisitStep.TRAIN: VisitTraining.objects.unscoped(because=BECAUSE).filter(visit=visit).exists(),
    }
    said = VisitSaid.objects.unscoped(because=BECAUSE).filter(visit=visit)
    found |= {VisitStep(step): True for step in said.values_list("step", flat=True)}
    if asked.points:
        ticks = VisitTick.objects.unscoped(because=BECAUSE).filter(visit=visit)
        found[VisitStep.POINTS] = asked.are_ticked(set(ticks.values_list("line_id", flat=True)))
    skipped = SkippedStep.objects.unscoped(because=BECAUSE).filter(visit=visit).values_list("step", "reason")
    has_standard = visit.image_standard_id is not None or standard_on(visit.visited_on) is not None
    return Progress(
        asked.with_standard(has_standard),
        frozenset(step for step, is_done in found.items() if is_done),
        {VisitStep(step): reason for step, reason in skipped},
    )


def _is_image_complete(visit: Visit) -> bool:
    """Each item has its answer: a check of the good items alone is none."""
    if visit.image_standard_id is None:
        return False
    answered = ImageCheck.objects.unscoped(because=BECAUSE).filter(visit=visit).count()
    return answered == len(items_for(visit.image_standard, visit.store))
