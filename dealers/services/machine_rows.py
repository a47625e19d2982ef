"""The machine's columns of monthly documents and their parts, brought up to a draft (architecture rule 5).

What a job drafted and what a person typed are different columns: only the first are compared and written. All is
done for many documents at once, in the caller's transaction, which holds the documents' locks.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter
from typing import Any

from django.db import IntegrityError
from django.db.models import Model, QuerySet

from dealers.services.monthly import Outcome
from salesops.accounts.actor import Actor
from salesops.periods.month import Month
from salesops.workflow.services.bulk_rows import insert_rows, reserve_ids
from salesops.workflow.services.deeds import Deed, record_deeds
from stores.models import Customer


@dataclass(frozen=True, slots=True)
class DraftSteps:
    """The state in which a document is the machine's to refresh, and how its history names making and refreshing."""

    state: str
    draft: str
    redraft: str


def standing_or_new(
    documents: QuerySet,
    customers: Sequence[Customer],
    month: Month,
    values: Mapping[int, Mapping[str, Any]],
    **made: Any,
) -> tuple[dict[int, Any], set[int]]:
    """Lock each customer's document of the month, made where there was none; by customer, and which were made here.

    Whoever makes one at the same moment wins it: then it is not new here. Rows are taken in one order, so that two
    runs wait for each other and do not lock up. Four queries.
    """
    rows = documents.filter(month=month.first_day, customer__in=[customer.pk for customer in customers])
    known = set(rows.values_list("customer_id", flat=True))
    missing = sorted((customer for customer in customers if customer.pk not in known), key=attrgetter("pk"))
    keys = reserve_ids(documents.model, len(missing))
    documents.bulk_create(
        [
            documents.model(pk=key, customer=customer, month=month.first_day, **values[customer.pk], **made)
            for key, customer in zip(keys, missing, strict=True)
        ],
        ignore_conflicts=True,
    )
    locked = {document.customer_id: document for document in rows.select_for_update().order_by("customer_id")}
    if len(locked) < len(customers):
        raise IntegrityError(f"{len(customers) - len(locked)} documents of {month} were refused.")
    return locked, {document.pk for document in locked.values()} & set(keys)


def refresh(
    documents: QuerySet,
    standing: Mapping[int, Model],
    values: Mapping[int, Mapping[str, Any]],
    rewritten: Container[int],
    noted: Callable[[Any], Mapping[str, Any]],
) -> set[int]:
    """Bring documents' own values up to the draft; name those of which these or the parts (`rewritten`) changed.

    `noted` says what else is written where anything changed. One query.
    """
    moved, names = [], set()
    for key, document in standing.items():
        changed = {name: value for name, value in values[key].items() if getattr(document, name) != value}
        if changed or document.pk in rewritten:
            for name, value in {**changed, **noted(document)}.items():
                setattr(document, name, value)
                names.add(name)
            moved.append(document)
    if moved:
        documents.bulk_update(moved, sorted(names))
    return {document.pk for document in moved}


def record_drafts(
    standing: Mapping[int, Any],
    new: Container[int],
    moved: Container[int],
    *,
    steps: DraftSteps,
    actor: Actor,
    at: datetime,
) -> dict[int, Outcome]:
    """Write the trail of the documents that were made here or moved, and say what became of each, by customer.

    Six queries at most, whatever their number.
    """
    outcomes = {key: _outcome(document, new, moved, steps.state) for key, document in standing.items()}
    by_outcome = {
        outcome: [Deed(standing[key]) for key, found in outcomes.items() if found == outcome] for outcome in Outcome
    }
    made = {"actor": actor, "at": at, "after": steps.state}
    record_deeds(by_outcome[Outcome.CREATED], steps.draft, **made)
    record_deeds(by_outcome[Outcome.REFRESHED], steps.redraft, before=steps.state, **made)
    return outcomes


def _outcome(document: Any, new: Container[int], moved: Container[int], draft_state: str) -> Outcome:
    if document.status != draft_state:
        return Outcome.LOCKED
    if document.pk in new:
        return Outcome.CREATED
    return Outcome.REFRESHED if document.pk in moved else Outcome.UNCHANGED


@dataclass(frozen=True, slots=True)
class Parts:
    """How the parts of a document are told apart and what the machine writes in them.

    `document` names the relation to it; a key's names are columns. `untyped` fills a person's columns of a new row.
    """

    document: str
    key: tuple[str, ...]
    machine: tuple[str, ...]
    untyped: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Written:
    """The documents of which a part came or changed, and the standing parts that are in no draft any more."""

    documents: set[int]
    left: Sequence[Any]


def write_parts(
    rows: QuerySet, parts: Parts, drafted: Mapping[int, Mapping[tuple, tuple]], new: Collection[int]
) -> Written:
    """Insert and update parts: by document, their keys' and the machine's values. `new` documents have none yet.

    Three queries. What is to become of the parts that are left is the caller's to say.
    """
    standing = _standing(rows, parts, drafted.keys() - set(new))
    inserted, changed = [], []
    for document, wanted in drafted.items():
        known = standing[document]
        for key, values in wanted.items():
            row = known.pop(key, None)
            if row is None:
                inserted.append((document, *key, *values, *parts.untyped.values()))
            elif _values(row, parts.machine) != values:
                changed.append(with_values(row, parts.machine, values))
    if inserted:
        relations = [name.removesuffix("_id") for name in parts.key]
        insert_rows(rows.model, [parts.document, *relations, *parts.machine, *parts.untyped], inserted)
    if changed:
        rows.bulk_update(changed, parts.machine, batch_size=500)
    touched = {row[0] for row in inserted} | {getattr(row, f"{parts.document}_id") for row in changed}
    return Written(touched, [row for known in standing.values() for row in known.values()])


def with_values(row: Any, names: Iterable[str], values: Iterable[Any]) -> Any:
    for name, value in zip(names, values, strict=True):
        setattr(row, name, value)
    return row


def _standing(rows: QuerySet, parts: Parts, documents: Collection[int]) -> dict[int, dict[tuple, Any]]:
    by_document: dict[int, dict[tuple, Any]] = defaultdict(dict)
    if documents:
        for row in rows.filter(**{f"{parts.document}__in": documents}):
            by_document[getattr(row, f"{parts.document}_id")][_values(row, parts.key)] = row
    return by_document


def _values(row: Any, names: Iterable[str]) -> tuple:
    return tuple(getattr(row, name) for name in names)
