"""What a visit's checklist asks of its store (handbook H5.2)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Prefetch

from salesops.accounts.actor import Actor
from salesops.accounts.models import Center
from stores.models import Store
from visits.choices import VisitStep
from visits.models import Checklist, ChecklistLine

BECAUSE = "a center's checklist holds for all who work in it"
# Where a center drew up none: the steps in the handbook's order, and whether each is required.
HANDBOOK_STEPS = {
    VisitStep.PREPARE: False,
    VisitStep.OUTSIDE: False,
    VisitStep.GREET: False,
    VisitStep.PHOTO: True,
    VisitStep.IMAGE: True,
    VisitStep.STOCK: True,
    VisitStep.PRICES: False,
    VisitStep.SALES: True,
    VisitStep.ORDER: False,
    VisitStep.TRAIN: False,
    VisitStep.MARKET: False,
    VisitStep.NEXT: True,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """The steps in their order, which of them are required, and the center's own points."""

    order: tuple[VisitStep, ...]
    required: tuple[VisitStep, ...]
    points: tuple[ChecklistLine, ...] = ()

    def with_standard(self, has_standard: bool) -> "Asked":
        """Where no image standard holds, nothing can be checked by it."""
        if has_standard:
            return self
        return Asked(self.order, tuple(step for step in self.required if step != VisitStep.IMAGE), self.points)

    def are_ticked(self, line_ids: Collection[int]) -> bool:
        """All required points; where none is required, one of them."""
        required = [point.pk for point in self.points if point.is_required]
        return all(pk in line_ids for pk in required) if required else bool(line_ids)


HANDBOOK = Asked(tuple(HANDBOOK_STEPS), tuple(step for step, is_required in HANDBOOK_STEPS.items() if is_required))


def asked_of(checklist: Checklist | None, store: Store) -> Asked:
    """What a version asks of a store; without a version what the handbook does. Up to one query.

    A step that the version doesn't name, or not for this store, stays possible, at its place in the handbook.
    """
    if checklist is None:
        return HANDBOOK
    lines = sorted(checklist.lines.all(), key=lambda line: line.position)
    here = [line for line in lines if line.applies_to(store)]
    points = tuple(line for line in here if line.is_point)
    named = [VisitStep(line.step) for line in lines if points or not line.is_point]
    required = [VisitStep(line.step) for line in here if line.is_required]
    order = _with_the_others(list(dict.fromkeys(named)))
    return Asked(order, tuple(step for step in order if step in required), points)


def _with_the_others(order: list[VisitStep]) -> tuple[VisitStep, ...]:
    """Each step that a version does not name stands behind the one that comes before it in the handbook."""
    for place, step in enumerate(HANDBOOK.order):
        if step not in order:
            before = [one for one in HANDBOOK.order[:place] if one in order]
            order.insert(order.index(before[-1]) + 1 if before else 0, step)
    return tuple(order)


def checklist_of(center_id: int) -> Checklist | None:
    """The version that holds in a center. Up to two queries."""
    return checklists_by_center([center_id])[center_id]


def checklists_by_center(center_ids: Iterable[int]) -> dict[int, Checklist | None]:
    """The version that holds in each center, with its lines. Up to two queries."""
    found: dict[int, Checklist | None] = dict.fromkeys(center_ids)
    for checklist in with_lines(center__in=found, published_at__isnull=False).order_by("version"):
        found[checklist.center_id] = checklist
    return found


def with_lines(**wanted):
    """Versions with their lines, whoever asks."""
    lines = ChecklistLine.objects.unscoped(because=BECAUSE).order_by("position")
    return Checklist.objects.unscoped(because=BECAUSE).filter(**wanted).prefetch_related(Prefetch("lines", lines))


def line_titles() -> list[tuple[VisitStep, str]]:
    """The steps that a line may be, the own point first: the others stand in the first draft already."""
    return [(step, str(step.label)) for step in (VisitStep.POINTS, *HANDBOOK_STEPS)]


@dataclass(frozen=True, slots=True)
class CenterChecklists:
    """A center with the version that holds, its draft, and how many versions there were."""

    center: Center
    holds: Checklist | None
    draft: Checklist | None
    versions: tuple[Checklist, ...]


def checklist_pages(actor: Actor, centers: Iterable[Center]) -> list[CenterChecklists]:
    """The versions of each center, newest first. One query."""
    rows = list(Checklist.objects.visible_to(actor).select_related("center").order_by("-version"))
    pages = []
    for center in centers:
        mine = [row for row in rows if row.center_id == center.pk]
        published = tuple(row for row in mine if row.is_published)
        draft = next((row for row in mine if not row.is_published), None)
        pages.append(CenterChecklists(center, published[0] if published else None, draft, published))
    return pages
