"""What an open visit asks for: which SKUs to count, which items to look at, with last time's answers (H5.2)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q

from stores.choices import Found
from stores.models import SalesRecord, Sku, StockCount
from stores.selectors.distribution import ShelfLine, store_sheet
from visits.calc.found import Measured
from visits.choices import SAID_STEPS, ItemKind, VisitStep
from visits.models import (
    ChecklistLine,
    ImageCheck,
    ImageItem,
    ImageStandard,
    Visit,
    VisitCount,
    VisitImei,
    VisitSaid,
    VisitTick,
)
from visits.selectors.checklists import asked_of, with_lines
from visits.selectors.image import items_for, standard_on

CARRIED = timedelta(days=92)
BECAUSE = "the visit is the actor's own"
MOST_FOUND = 12


@dataclass(frozen=True, slots=True)
class SkuRow:
    """One SKU to count; `last_stock` is what was found there the last time."""

    sku: Sku
    stock: int | None
    sold: int | None
    last_stock: int | None
    imeis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item of the standard with its answer and last time's."""

    item: ImageItem
    value: int | None
    not_applicable: bool
    last: Measured | None

    @property
    def answer(self) -> Measured:
        return Measured(self.value, self.not_applicable)

    @property
    def is_level(self) -> bool:
        return self.item.kind == ItemKind.LEVEL

    @property
    def levels(self) -> range:
        return range(self.item.required + 1)


@dataclass(frozen=True, slots=True)
class PointRow:
    """A point of the checklist, and what was said of it."""

    line: ChecklistLine
    is_done: bool
    words: str


@dataclass(frozen=True, slots=True)
class SaidRow:
    """A step without figures, and what was said of it."""

    step: VisitStep
    is_done: bool
    words: str


def points_of(visit: Visit) -> Sequence[ChecklistLine]:
    """The points that the visit's checklist has for its store. Up to two queries."""
    checklist = with_lines(pk=visit.checklist_id).first() if visit.checklist_id else None
    return asked_of(checklist, visit.store).points


def point_rows(visit: Visit) -> list[PointRow]:
    """Each point with what was done. Up to three queries."""
    points = points_of(visit)
    ticks = VisitTick.objects.unscoped(because=BECAUSE).filter(visit=visit) if points else []
    said = {tick.line_id: tick.words for tick in ticks}
    return [PointRow(point, point.pk in said, said.get(point.pk, "")) for point in points]


def said_rows(visit: Visit) -> dict[str, SaidRow]:
    """The steps that are done by a word or a tick, by step. One query."""
    said = VisitSaid.objects.unscoped(because=BECAUSE).filter(visit=visit)
    words = dict(said.values_list("step", "words"))
    return {str(step): SaidRow(step, step in words, words.get(step, "")) for step in SAID_STEPS}


def sku_rows(visit: Visit, more_ids: Iterable[int] = ()) -> list[SkuRow]:
    """Our models on sale that the store sold, got or had in the last three months, and what was added. Five queries."""
    counted = {count.sku_id: count for count in _counts(visit)}
    last, imeis = _last_stock(visit), _imeis(visit)
    own = Q(model__is_own=True) & (Q(model__ended_on__isnull=True) | Q(model__ended_on__gt=visit.visited_on))
    carried = Q(pk__in={*last, *_moved(visit)}) & own
    skus = Sku.objects.filter(carried | Q(pk__in={*counted, *more_ids})).select_related("model")
    return [
        SkuRow(
            sku,
            counted[sku.pk].stock if sku.pk in counted else None,
            counted[sku.pk].sold if sku.pk in counted else None,
            last.get(sku.pk),
            tuple(imeis.get(sku.pk, ())),
        )
        for sku in skus.order_by("-model__is_own", "model__name", "memory", "colour", "pk")
    ]


def asked_and_lacking(visit: Visit) -> list[ShelfLine]:
    """Models that the distribution standard asks of the store and that it does not carry so. Ten queries."""
    sheet = store_sheet(visit.store, visit.visited_on)
    return [line for line in sheet.lines if line.found != Found.CARRIED] if sheet else []


def skus_found(visit: Visit, words: str) -> list[Sku]:
    """SKUs whose code, model, colour or memory has the words. One query."""
    if not words.strip():
        return []
    found = Sku.objects.select_related("model").filter(
        Q(model__ended_on__isnull=True) | Q(model__ended_on__gt=visit.visited_on)
    )
    for word in words.split():
        found = found.filter(
            Q(code__icontains=word)
            | Q(model__name__icontains=word)
            | Q(model__brand__icontains=word)
            | Q(colour__icontains=word)
            | Q(memory__icontains=word)
        )
    return list(found.order_by("-model__is_own", "model__name", "code")[:MOST_FOUND])


def standard_of(visit: Visit) -> ImageStandard | None:
    """The version that the visit is scored by: the one it began with."""
    return visit.image_standard or standard_on(visit.visited_on)


def item_rows(visit: Visit, standard: ImageStandard | None) -> list[ItemRow]:
    """The standard's items with this visit's answers and the last ones. Four queries."""
    if standard is None:
        return []
    answers = {check.item_id: check for check in _checks(visit)}
    last = last_image(visit, standard)
    return [
        ItemRow(
            item,
            answers[item.pk].measured if item.pk in answers else None,
            item.pk in answers and answers[item.pk].not_applicable,
            last.get(item.pk),
        )
        for item in items_for(standard, visit.store)
    ]


def last_image(visit: Visit, standard: ImageStandard) -> dict[int, Measured]:
    """The answers of the last visit to the store by the same version, by item id. Two queries."""
    visits = Visit.objects.unscoped(because=BECAUSE).filter(store_id=visit.store_id, image_standard=standard)
    before = visits.filter(checked_in_at__lt=visit.checked_in_at).order_by("-checked_in_at").first()
    if before is None:
        return {}
    return {check.item_id: Measured(check.measured, check.not_applicable) for check in _checks(before)}


def _counts(visit: Visit):
    return VisitCount.objects.unscoped(because=BECAUSE).filter(visit=visit)


def _checks(visit: Visit):
    return ImageCheck.objects.unscoped(because=BECAUSE).filter(visit=visit)


def _imeis(visit: Visit) -> dict[int, list[str]]:
    """The numbers that were named so far, by SKU id. One query."""
    rows = VisitImei.objects.unscoped(because=BECAUSE).filter(visit=visit).order_by("pk")
    named: dict[int, list[str]] = defaultdict(list)
    for sku_id, imei in rows.values_list("sku_id", "imei"):
        named[sku_id].append(imei)
    return named


def _last_stock(visit: Visit) -> dict[int, int]:
    counts = StockCount.objects.unscoped(because=BECAUSE).filter(
        store_id=visit.store_id, counted_on__lt=visit.visited_on, counted_on__gte=visit.visited_on - CARRIED
    )
    return dict(counts.order_by("counted_on", "pk").values_list("sku_id", "quantity"))


def _moved(visit: Visit) -> set[int]:
    records = SalesRecord.objects.unscoped(because=BECAUSE).filter(
        store_id=visit.store_id, sold_on__lte=visit.visited_on, sold_on__gte=visit.visited_on - CARRIED
    )
    return set(records.order_by().values_list("sku_id", flat=True).distinct())
