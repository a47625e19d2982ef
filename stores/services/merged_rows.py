"""Moving the rows of one relation from the archive that goes to the one that stays, and back (handbook H2.2)."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import models
from django.db.models import F, OuterRef, Subquery
from django.utils.translation import gettext as _

from salesops.errors import DomainError
from stores.merging import Clash, Pair, Relation
from stores.models import MergedRows
from stores.selectors.merges import clashing_rows, going_rows, rows_of

BATCH = 500


class StandsInTheWay(DomainError):
    """A row cannot go back: something else has taken its place since."""


def move_rows(relation: Relation, pair: Pair) -> MergedRows:
    """Let the rows follow as their room decided; give what was done, unsaved."""
    part = MergedRows(relation=relation.name)
    clashes = clashing_rows(relation, pair)
    ids = list(going_rows(relation, pair).order_by("pk").values_list("pk", flat=True))
    part.moved = [pk for pk in ids if pk not in clashes]
    _point_to(relation, part.moved, pair.kept)
    if relation.clash is Clash.ADDS:
        _add_up(relation, clashes, part)
    elif relation.clash is Clash.SETS_APART:
        _set_apart(relation, clashes, pair, part)
    if not relation.is_derived:
        part.stayed = rows_of(relation).filter(**{relation.field: pair.gone}).count()
    return part


def put_rows_back(relation: Relation, part: MergedRows, pair: Pair) -> list[int]:
    """Undo what was done to the rows; give the ids that went back.

    A row that was deleted or given to somebody else since is left alone.
    """
    still = rows_of(relation).filter(**{relation.field: pair.kept})
    known = {pk for ids in _batches(part.moved) for pk in still.filter(pk__in=ids).values_list("pk", flat=True)}
    changes = {int(pk): fields for pk, fields in part.changed.items()}
    plain = [pk for pk in part.moved if pk in known and pk not in changes]
    _refuse_taken_places(relation, plain, pair)
    _point_to(relation, plain, pair.gone)
    for pk, fields in changes.items():
        _restore(relation, pk, fields, {relation.field: pair.gone} if pk in known else {})
    relation.model.objects.bulk_create([_revived(relation, row) for row in part.removed], BATCH)
    return [pk for pk in part.moved if pk in known]


def _point_to(relation: Relation, ids: Sequence[int], archive: models.Model) -> None:
    values: dict[str, Any] = {relation.field: archive}
    if relation.has_history:
        values["revision"] = F("revision") + 1
    for some in _batches(ids):
        rows_of(relation).filter(pk__in=some).update(**values)


def _add_up(relation: Relation, clashes: dict[int, int], part: MergedRows) -> None:
    rows = rows_of(relation).in_bulk([*clashes, *clashes.values()])
    for pk, other_pk in clashes.items():
        row, other = rows[pk], rows[other_pk]
        sums = {name: [getattr(other, name), getattr(other, name) + getattr(row, name)] for name in relation.adds}
        rows_of(relation).filter(pk=other_pk).update(**{name: after for name, (_before, after) in sums.items()})
        part.changed[str(other_pk)] = sums
        part.removed.append({f.attname: f.value_from_object(row) for f in row._meta.concrete_fields})
    rows_of(relation).filter(pk__in=list(clashes)).delete()


def _set_apart(relation: Relation, clashes: dict[int, int], pair: Pair, part: MergedRows) -> None:
    rows = rows_of(relation).in_bulk(list(clashes))
    for pk, row in sorted(rows.items()):
        values = relation.set_apart(row, pair)
        part.changed[str(pk)] = {name: [getattr(row, name), value] for name, value in values.items()}
        rows_of(relation).filter(pk=pk).update(**{relation.field: pair.kept}, **values)
        part.moved.append(pk)


def _restore(relation: Relation, pk: int, fields: dict[str, list], also: dict[str, Any]) -> None:
    """Give a row its former values, unless somebody has changed it since."""
    python = {name: relation.model._meta.get_field(name).to_python for name in fields}
    as_left = {name: python[name](after) for name, (_before, after) in fields.items()}
    before = {name: python[name](value) for name, (value, _after) in fields.items()}
    rows = rows_of(relation).filter(pk=pk)
    if not rows.filter(**as_left).update(**before, **also) and rows.exists():
        raise StandsInTheWay(_("Changed since the merge: %(what)s. It cannot be undone.") % {"what": relation.title})


def _refuse_taken_places(relation: Relation, ids: Sequence[int], pair: Pair) -> None:
    """The merged archive got a row of the same key meanwhile."""
    if not relation.key:
        return
    same = {name: OuterRef(name) for name in relation.key}
    others = rows_of(relation).filter(**{relation.field: pair.gone}, **same)
    for some in _batches(ids):
        rows = rows_of(relation).filter(pk__in=some).annotate(other_id=Subquery(others.values("pk")[:1]))
        if count := rows.filter(other_id__isnull=False).count():
            words = _("%(count)s × %(what)s have another one in their former place. It cannot be undone.")
            raise StandsInTheWay(words % {"count": count, "what": relation.title})


def _revived(relation: Relation, row: dict[str, Any]) -> models.Model:
    fields = {field.attname: field for field in relation.model._meta.concrete_fields if not field.generated}
    return relation.model(**{name: fields[name].to_python(row[name]) for name in fields if name in row})


def _batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]
