"""The places of a run and what follows from them, done by PostgreSQL a center at a time (handbook H3).

The rows never leave the database. Stores that keep their class are neither written nor locked.
"""

from datetime import datetime

from django.db import connection
from django.utils import timezone

from salesops.accounts.actor import Actor
from salesops.workflow.services.deed_sets import NEXT_EVENT, record_deed_set
from stores import steps
from stores.models import ClassificationRun, Store
from stores.selectors.class_sets import OVERRIDES, SetInputs, class_hash, digest_columns, placed, plan_plainly
from stores.selectors.class_windows import Digests

_ENTRY = (
    "run_id, store_id, rep_id, rank, volume, before, total, months, flags, store_class, shown_class, previous_class, "
    "is_kept, certainty_percent, class_counts, evidence"
)
# Held in the order of their keys, as everybody does who holds more than one.
_MOVES = f"""
    CREATE TEMPORARY TABLE class_moves ON COMMIT DROP AS
    SELECT CASE WHEN s.store_class <> w.wanted THEN {NEXT_EVENT} END AS event_id,
        s.id AS object_id, s.rep_id, s.store_class AS before, w.wanted AS after,
        w.rank IS NOT NULL AND s.class_is_provisional AS is_confirmed
    FROM (
        SELECT e.store_id, e.rank, COALESCE(o.store_class, CASE WHEN e.is_kept THEN e.previous_class
            ELSE e.store_class END) AS wanted
        FROM stores_classificationentry e LEFT JOIN ({OVERRIDES}) o ON o.store_id = e.store_id
        WHERE e.run_id = %(run)s
    ) w JOIN stores_store s ON s.id = w.store_id
    WHERE s.center_id = %(center)s
        AND (s.store_class <> w.wanted OR w.rank IS NOT NULL AND s.class_is_provisional)
    ORDER BY s.id FOR NO KEY UPDATE OF s
"""  # noqa: S608 - nothing of it was typed
_MOVE = """
    UPDATE stores_store s SET store_class = m.after,
        class_is_provisional = s.class_is_provisional AND NOT m.is_confirmed,
        revision = s.revision + (m.event_id IS NOT NULL)::int
    FROM class_moves m WHERE m.object_id = s.id
"""
_SHOW = f"""
    UPDATE stores_classificationentry e SET shown_class = w.wanted
    FROM (
        SELECT e.id, COALESCE(o.store_class, CASE WHEN e.is_kept THEN e.previous_class ELSE e.store_class END) AS wanted
        FROM stores_classificationentry e LEFT JOIN ({OVERRIDES}) o ON o.store_id = e.store_id
        WHERE e.run_id = %(run)s
    ) w WHERE w.id = e.id AND e.shown_class <> w.wanted
"""  # noqa: S608


def digests_of(inputs: SetInputs) -> Digests:
    """What tells whether a run would come out the same. One query."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {digest_columns(inputs)} FROM class_inputs")  # noqa: S608
        return Digests(*cursor.fetchone())


def write_places(run: ClassificationRun, inputs: SetInputs) -> Digests:
    """Rank and keep it, in one statement; how sure the classes are is measured afterwards, as a job of its own."""
    run.certainty_version, run.resamples = "", 0
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO stores_classificationentry ({_ENTRY}) "  # noqa: S608
            f"SELECT {run.pk}, placed.*, FALSE, NULL, '[]'::jsonb, '{{}}'::jsonb FROM ({placed(inputs)}) placed"
        )
    return digests_of(inputs)


def apply_classes(run: ClassificationRun, *, actor: Actor, at: datetime) -> None:
    """Classes of the run to its stores that are still in the center, an override wins; history for those that move."""
    values = {"run": run.pk, "center": run.center_id, "day": timezone.localdate(at)}
    with connection.cursor() as cursor:
        plan_plainly(cursor)
        cursor.execute("DROP TABLE IF EXISTS class_moves")
        cursor.execute(_MOVES, values)
        cursor.execute(_MOVE)
        cursor.execute(_SHOW, values)
    record_deed_set("class_moves", Store, "store_class", steps.CLASSIFY, actor=actor, at=at, reason=str(run))


def class_sum_of(run: ClassificationRun) -> str:
    """One number for the classes that a run gives. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT COALESCE(SUM({class_hash('store_id', 'shown_class')}), 0)::text "  # noqa: S608
            "FROM stores_classificationentry WHERE run_id = %s",
            [run.pk],
        )
        return cursor.fetchone()[0]
