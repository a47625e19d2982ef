"""The places of a run, computed in Python and kept row by row (handbook H3)."""

from collections.abc import Iterable
from decimal import Decimal
from hashlib import blake2b

from salesops.workflow.services.bulk_rows import insert_rows
from stores.calc import certainty
from stores.models import ClassificationEntry, ClassificationRun
from stores.selectors.class_windows import Digests
from stores.selectors.classification import Classification, Inputs, Placed, as_amount, classified

_ENTRY = (
    "run",
    "store",
    "rep",
    "rank",
    "volume",
    "before",
    "total",
    "months",
    "flags",
    "store_class",
    "shown_class",
    "previous_class",
    "is_kept",
    "certainty_percent",
    "class_counts",
    "evidence",
)


def digests_of(inputs: Inputs) -> Digests:
    """What tells whether a run would come out the same. No query."""
    facts = [store for _rep, area in inputs.areas for store, _override in area]
    return Digests(
        inputs=inputs.digest,
        valid=class_sum((store.pk, store.store_class) for store in facts),
        proposed=class_sum((store.pk, store.store_class, store.class_is_provisional) for store in facts),
    )


def class_sum(rows: Iterable[tuple]) -> str:
    """One number for the classes of stores, in whatever order they come."""
    numbers = (blake2b(repr(tuple(row)).encode(), digest_size=8).digest() for row in rows)
    return str(sum(int.from_bytes(number) for number in numbers))


def class_sum_of(run: ClassificationRun) -> str:
    """One number for the classes that a run gives. One query."""
    entries = ClassificationEntry.objects.unscoped(because="the classes of a run that its manager made valid")
    return class_sum(entries.filter(run=run).values_list("store_id", "shown_class"))


def write_places(run: ClassificationRun, inputs: Inputs) -> Digests:
    """Rank, measure how sure each class is, and keep it all. One query."""
    run.certainty_version, run.resamples = certainty.VERSION, certainty.RESAMPLES
    _write_entries(run, classified(inputs))
    return digests_of(inputs)


def _write_entries(run: ClassificationRun, found: Classification) -> None:
    insert_rows(ClassificationEntry, _ENTRY, (_entry(run, placed) for placed in found.places))


def _entry(run: ClassificationRun, placed: Placed) -> tuple:
    placing = placed.placing
    return (
        run.pk,
        placed.store.pk,
        placed.rep_id,
        placing.rank,
        as_amount(placing.volume),
        as_amount(placing.before),
        as_amount(placing.total),
        {month: _kept(sold and sold.amount) for month, sold in zip(run.window_months, placed.months, strict=True)},
        placing.flags,
        placing.computed,
        placing.shown,
        placed.store.store_class,
        placed.is_kept,
        placed.counts and certainty.sureness(placed.counts, placed.settled),
        placed.counts or (),
        placed.evidence.kept if placed.evidence else {},
    )


def _kept(amount: int | Decimal | None) -> int | str | None:
    """Units as numbers, yuan as exact text; a month without a report stays empty."""
    return str(amount) if isinstance(amount, Decimal) else amount
