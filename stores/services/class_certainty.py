"""How sure the classes of a run are, measured after the run where the database ranked by itself (handbook H3).

Some areas at a time, each lot in its own transaction: what was measured stays, whatever becomes of the rest.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import QuerySet

from salesops.periods.month import Month
from stores.calc import certainty
from stores.calc.certainty import Evidence, class_counts, sureness
from stores.calc.classification import Lines, StoreClass
from stores.choices import Measure
from stores.models import ClassificationEntry, ClassificationRun, Store
from stores.selectors.class_evidence import MonthsOfStore, Sold, evidence_of, weeks_of_stores
from stores.selectors.classification import months_of_stores

AREAS_AT_ONCE = 100
_ROWS = 1000


class Ranked(NamedTuple):
    """What an entry says of a store that was ranked."""

    pk: int
    store_id: int
    rep_id: int
    code: str
    volume: Decimal
    months: dict
    settled: str


def measure_certainty(run: ClassificationRun, *, note: Callable[[int], object] = bool) -> int:
    """Measure what is not measured yet; return how many stores that were.

    Safe to run twice, at once, and after a death half-way: the run is held for each lot, and what has a
    certainty is not measured again. A proposal that is refreshed meanwhile has new entries, which follow.
    """
    measured, areas = 0, 0
    while stores := _measure_lot(run.pk):
        measured, areas = measured + stores, areas + AREAS_AT_ONCE
        note(areas)
    return measured


def areas_to_measure(run: ClassificationRun) -> int:
    """How many areas have no certainty yet. One query."""
    return _unmeasured(run).order_by().values("rep_id").distinct().count()


@transaction.atomic
def _measure_lot(run_id: int) -> int:
    runs = ClassificationRun.objects.unscoped(because="how sure the classes of a run are")
    run = runs.select_for_update(no_key=True).filter(pk=run_id).first()
    if run is None or run.certainty_version:
        return 0
    reps = _unmeasured(run).order_by("rep_id").values_list("rep_id", flat=True).distinct()[:AREAS_AT_ONCE]
    rows = _rows(run, list(reps))
    if not rows:
        run.certainty_version, run.resamples = certainty.VERSION, certainty.RESAMPLES
        run.save(update_fields=["certainty_version", "resamples"])
        return 0
    _write(list(_measured(run, rows)))
    return len(rows)


def _unmeasured(run: ClassificationRun) -> QuerySet[ClassificationEntry]:
    entries = ClassificationEntry.objects.unscoped(because="the entries of the run that is measured")
    return entries.filter(run=run, rank__isnull=False, certainty_percent__isnull=True)


def _rows(run: ClassificationRun, reps: list[int]) -> list[Ranked]:
    entries = _unmeasured(run).filter(rep__in=reps).with_settled_class().order_by("rep_id")
    names = ("pk", "store_id", "rep_id", "store__code", "volume", "months", "settled")
    return [Ranked(*row) for row in entries.values_list(*names)]


def _measured(run: ClassificationRun, rows: list[Ranked]) -> Iterator[tuple[int, int, list, dict]]:
    """Key, percent, counts and evidence of each entry, area by area."""
    evidence, areas = _evidence(run, rows), defaultdict(list)
    for row in rows:
        areas[row.rep_id].append(row)
    lines = Lines(run.line_a_hundredths, run.line_b_hundredths)
    for rep_id, area in areas.items():
        counts = class_counts([evidence[row.pk] for row in area], lines, seed=(run.seed, rep_id))
        for row in area:
            of_store, drawn = counts[row.code], evidence[row.pk]
            yield row.pk, sureness(of_store, StoreClass(row.settled)), of_store, drawn.kept


def _evidence(run: ClassificationRun, rows: list[Ranked]) -> dict[int, Evidence]:
    """What is drawn for each entry: weeks as far as they add up to the months of the run."""
    window = tuple(Month.parse(month) for month in run.window_months)
    stores = Store.objects.unscoped(because="stores of a run").filter(pk__in=[row.store_id for row in rows])
    weeks = weeks_of_stores(stores, window, run.measure)
    is_value = run.measure == Measure.VALUE
    sold = months_of_stores(stores, window, run.measure) if is_value else {}
    return {
        row.pk: evidence_of(row, _months(run, row, sold.get(row.store_id)), weeks.get(row.store_id)) for row in rows
    }


def _months(run: ClassificationRun, row: Ranked, sold: MonthsOfStore | None) -> MonthsOfStore:
    """The months of the run; the pieces behind their yuan, which the run does not keep, are those of today."""
    amounts = [row.months[month] for month in run.window_months]
    if run.measure == Measure.UNITS:
        return [None if amount is None else Sold(amount, amount) for amount in amounts]
    pieces = [month.units if month else 0 for month in sold or [None] * len(amounts)]
    return [None if a is None else Sold(Decimal(a), units) for a, units in zip(amounts, pieces, strict=True)]


def _write(rows: list[tuple]) -> None:
    """One update for a thousand entries."""
    for start in range(0, len(rows), _ROWS):
        _update(rows[start : start + _ROWS])


def _update(rows: list[tuple]) -> None:
    """Both databases name the columns of listed values alike; only JSON needs its type."""
    table = ClassificationEntry._meta
    as_json = table.get_field("evidence").db_type(connection)
    values = [
        value for pk, percent, counts, drawn in rows for value in (pk, percent, json.dumps(counts), json.dumps(drawn))
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table.db_table} SET certainty_percent = v.column2, "  # noqa: S608 - nothing of it was typed
            f"class_counts = CAST(v.column3 AS {as_json}), evidence = CAST(v.column4 AS {as_json}) "
            f"FROM (VALUES {', '.join(['(%s, %s, %s, %s)'] * len(rows))}) AS v "
            f"WHERE {table.db_table}.id = v.column1",
            values,
        )
