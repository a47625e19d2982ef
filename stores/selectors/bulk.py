"""What a bulk edit would do, or what undoing it would put back, object by object (handbook H2.3)."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from salesops.accounts.actor import Actor
from salesops.workflow.selectors.recorded import as_recorded
from stores import rules, steps
from stores.choices import BULK_NOT_MADE, ArchiveKind, BulkStatus, StoreStatus
from stores.models import BulkEdit, BulkLine, Customer, Store
from stores.selectors.breaches import breaches

CHUNK = 500
MOST_SHOWN = 200
POSSIBLE, SAME, REFUSED = "possible", "same", "refused"


@dataclass(frozen=True, slots=True)
class Subject:
    """One kind of object that is edited in bulk."""

    model: type[models.Model]
    editable: Callable[[Actor, Any], frozenset[str]]
    bulk_fields: Callable[[Actor], frozenset[str]]
    related: tuple[str, ...] = ()


SUBJECTS = {
    ArchiveKind.STORE: Subject(Store, rules.editable_store_fields, rules.bulk_store_fields),
    ArchiveKind.CUSTOMER: Subject(
        Customer, rules.editable_customer_fields, rules.bulk_customer_fields, related=("dealer",)
    ),
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """One object with what would change, as texts and as values by column, or why it cannot."""

    line: BulkLine
    obj: models.Model | None
    changes: dict[str, tuple[str, str]] = field(default_factory=dict)
    former: dict[str, Any] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    problem: str = ""

    @property
    def is_possible(self) -> bool:
        return bool(self.changes) and not self.problem

    @property
    def kind(self) -> str:
        if self.problem:
            return REFUSED
        return POSSIBLE if self.changes else SAME


@dataclass(frozen=True, slots=True)
class BulkPage:
    """The verdicts by kind with how many there are; of a long list the page shows the first."""

    possible: list[Verdict]
    same: list[Verdict]
    refused: list[Verdict]
    counts: dict[str, int]
    most: int = MOST_SHOWN


@dataclass(slots=True)
class Tally:
    """How many verdicts of each kind were met, and the first lines of each."""

    numbers: Counter[str] = field(default_factory=Counter)
    first: dict[str, list[int]] = field(default_factory=lambda: {POSSIBLE: [], SAME: [], REFUSED: []})

    def add(self, verdicts: Iterable[Verdict]) -> None:
        for verdict in verdicts:
            self.numbers[verdict.kind] += 1
            if len(self.first[verdict.kind]) < MOST_SHOWN:
                self.first[verdict.kind].append(verdict.line.pk)

    def as_kept(self) -> dict[str, Any]:
        return {kind: [self.numbers[kind], lines] for kind, lines in self.first.items()}


def bulk_page(edit: BulkEdit, actor: Actor) -> BulkPage:
    """What applying or undoing would do now. At most five queries for 500 objects, and two more.

    Of a long one only the lines that are shown are judged anew; the numbers are those that its last job counted.
    """
    if edit.status == BulkStatus.UNDONE or edit.is_at_work:
        return _page_of([], {})
    chunks = _chunks_of(edit, _first_lines(edit)) if edit.is_long else chunks_of(edit)
    judge = judge_change if edit.status == BulkStatus.PREVIEWED else judge_undo
    verdicts = [verdict for lines in chunks for verdict in judge(edit, lines, actor)]
    return _page_of(verdicts, {kind: kept[0] for kind, kept in edit.counted.items()} if edit.is_long else {})


def _page_of(verdicts: Sequence[Verdict], counts: Mapping[str, int]) -> BulkPage:
    by_kind = {kind: [verdict for verdict in verdicts if verdict.kind == kind] for kind in (POSSIBLE, SAME, REFUSED)}
    return BulkPage(**by_kind, counts={kind: counts.get(kind, len(found)) for kind, found in by_kind.items()})


def _first_lines(edit: BulkEdit) -> list[int]:
    """Once it is made only what was changed can be put back."""
    kinds = (POSSIBLE, SAME, REFUSED) if edit.status == BulkStatus.PREVIEWED else (POSSIBLE,)
    return [pk for kind in kinds for pk in edit.counted[kind][1]]


def with_changed_counts(edits: QuerySet[BulkEdit]) -> QuerySet[BulkEdit]:
    """Add how many objects each has changed. No query of its own."""
    return edits.annotate(changed_count=Count("lines", filter=Q(lines__former__isnull=False)))


def chunks_of(edit: BulkEdit, *order: str) -> Iterator[list[BulkLine]]:
    """The lines in the order of the list they were chosen from; once applied, those that were changed.

    Whoever holds the rows asks for an `order` that is the same for everybody, so that no two wait for each other.
    One query; of a long one another for each chunk, as only the keys are held.
    """
    rows = _lines(edit).order_by(*(order or ["pk"]))
    if edit.is_long:
        return _chunks_of(edit, list(rows.values_list("pk", flat=True)))
    lines = list(rows)
    return (lines[start : start + CHUNK] for start in range(0, len(lines), CHUNK))


def line_count(edit: BulkEdit) -> int:
    """How many objects were chosen, or, once applied, changed. One query."""
    return _lines(edit).count()


def _lines(edit: BulkEdit) -> QuerySet[BulkLine]:
    rows = BulkLine.objects.unscoped(because="the caller sees the bulk edit that they belong to").filter(edit=edit)
    return rows if edit.status in BULK_NOT_MADE else rows.filter(former__isnull=False)


def _chunks_of(edit: BulkEdit, ids: Sequence[int]) -> Iterator[list[BulkLine]]:
    """Lines as they are needed. One query for each chunk."""
    rows = BulkLine.objects.unscoped(because="the caller sees the bulk edit that they belong to").filter(edit=edit)
    for start in range(0, len(ids), CHUNK):
        chunk = ids[start : start + CHUNK]
        found = {line.pk: line for line in rows.filter(pk__in=chunk)}
        yield [found[pk] for pk in chunk if pk in found]


def values_of(edit: BulkEdit) -> dict[str, Any]:
    """The typed values as the model has them. One query for each field that names another row."""
    model = SUBJECTS[edit.subject].model
    return {name: _value_of(model._meta.get_field(name), raw) for name, raw in edit.values.items()}


def judge_change(edit: BulkEdit, lines: Sequence[BulkLine], actor: Actor, *, holds: bool = False) -> list[Verdict]:
    """What the typed values would change; whoever `holds` the rows keeps others from changing them meanwhile."""
    subject, values = SUBJECTS[edit.subject], values_of(edit)
    objects = _objects_of(subject, lines, actor, holds=holds)
    broken = breaches(subject.model.objects.unscoped(because="the same objects").filter(pk__in=objects), values)
    after = {name: as_recorded(subject.model(**values), name) for name in values}
    verdicts = []
    for line in lines:
        obj = objects.get(line.object_id)
        problem = _why_not(subject, obj, values.keys(), actor, line.seen_revision)
        verdict = _verdict(line, obj, values, after) if obj else Verdict(line, None, problem=problem)
        if verdict.changes:
            problem = problem or broken.get(obj.pk, "") or _wrong_dealer(obj, values) or _no_move(obj, values)
            verdict = _verdict(line, obj, values, after, problem)
        verdicts.append(verdict)
    return verdicts


def judge_undo(edit: BulkEdit, lines: Sequence[BulkLine], actor: Actor, *, holds: bool = False) -> list[Verdict]:
    """What would be put back; an object that somebody changed since keeps what it has."""
    subject = SUBJECTS[edit.subject]
    objects = _objects_of(subject, lines, actor, holds=holds)
    formers = _former_values(subject.model, lines)
    verdicts = []
    for line in lines:
        obj, values = objects.get(line.object_id), formers[line.pk]
        problem = _why_not(subject, obj, values.keys(), actor, line.made_revision)
        if obj is None:
            verdicts.append(Verdict(line, None, problem=problem))
            continue
        before = {name: as_recorded(subject.model(**values), name) for name in values}
        verdicts.append(_verdict(line, obj, values, before, problem))
    return verdicts


def _objects_of(subject: Subject, lines: Sequence[BulkLine], actor: Actor, *, holds: bool) -> dict[int, models.Model]:
    rows = subject.model.objects.visible_to(actor).filter(pk__in=[line.object_id for line in lines])
    rows = rows.select_related(*subject.related) if subject.related else rows
    rows = rows.select_for_update(of=("self",)) if holds else rows
    return {obj.pk: obj for obj in rows.order_by("pk")}


def _why_not(subject: Subject, obj: models.Model | None, names: Iterable[str], actor: Actor, revision: int) -> str:
    if obj is None:
        return _("It is not yours any more.")
    if not subject.editable(actor, obj).issuperset(names):
        return _("You may not change this here.")
    if obj.revision != revision:
        return _("Somebody has changed it since; open it and look.")
    return ""


def _verdict(
    line: BulkLine, obj: models.Model, values: Mapping[str, Any], texts: Mapping[str, str], problem: str = ""
) -> Verdict:
    differing = [name for name, value in values.items() if getattr(obj, name) != value]
    return Verdict(
        line=line,
        obj=obj,
        changes={name: (as_recorded(obj, name), texts[name]) for name in differing},
        former={name: _raw(getattr(obj, name)) for name in differing},
        values={name: values[name] for name in differing},
        problem=problem,
    )


def _wrong_dealer(customer: models.Model, values: Mapping[str, Any]) -> str:
    dealer = values.get("dealer")
    if dealer is None or (dealer.center_id == customer.center_id and dealer.pk != customer.pk):
        return ""
    return _("Choose a dealer of the same center.")


def _no_move(obj: models.Model, values: Mapping[str, Any]) -> str:
    """A store's status moves along its life only; taking a move back is no move."""
    status = values.get("status", obj.status)
    if not isinstance(obj, Store) or status == obj.status or status in steps.STORE_MOVES[obj.status]:
        return ""
    words = _("A store cannot go from “%(before)s” to “%(after)s”.")
    return words % {"before": obj.get_status_display(), "after": StoreStatus(status).label}


def _raw(value: Any) -> Any:
    return value.pk if isinstance(value, models.Model) else value


def _value_of(column: models.Field, raw: Any) -> Any:
    if raw is None or not column.is_relation:
        return column.to_python(raw)
    return column.related_model.objects.unscoped(because="a value that the bulk edit keeps").get(pk=raw)


def _former_values(model: type[models.Model], lines: Sequence[BulkLine]) -> dict[int, dict[str, Any]]:
    """What stood before, by the line's id. One query for each field that names another row."""
    named: dict[str, dict[int, models.Model]] = {}
    for name in {name for line in lines for name in line.former if model._meta.get_field(name).is_relation}:
        rows = model._meta.get_field(name).related_model.objects.unscoped(because="values that the bulk edit keeps")
        named[name] = rows.in_bulk({line.former[name] for line in lines if line.former.get(name)})
    return {
        line.pk: {
            name: named[name].get(raw) if name in named else model._meta.get_field(name).to_python(raw)
            for name, raw in line.former.items()
        }
        for line in lines
    }
