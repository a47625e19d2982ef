"""Sums that must tally: roll-ups and raw rows, targets level by level, plans with their versions (H2.5, H8.1, H8.4)."""

from collections.abc import Iterator

from reports.year.checks.asking import Evening, as_day, ask
from reports.year.checks.days import month_after

_RAW = """
    SELECT r.kind, r.store_id, s.model_id, SUBSTR(CAST(r.sold_on AS TEXT), 1, 7), SUM(r.quantity)
    FROM stores_salesrecord r JOIN stores_sku s ON s.id = r.sku_id
    GROUP BY r.kind, r.store_id, s.model_id, SUBSTR(CAST(r.sold_on AS TEXT), 1, 7)
"""
_ROLLED = "SELECT store_id, model_id, SUBSTR(CAST(month AS TEXT), 1, 7), sell_in, sell_out FROM stores_salesmonth"
_TARGETS = """
    SELECT parent.id, above.month, above.series, above.quantity, SUM(below.quantity)
    FROM dealers_targetnode parent
    JOIN dealers_targetcell above ON above.node_id = parent.id
    JOIN dealers_targetnode child ON child.parent_id = parent.id
    JOIN dealers_targetcell below
        ON below.node_id = child.id AND below.month = above.month AND below.series = above.series
    GROUP BY parent.id, above.month, above.series, above.quantity
    HAVING SUM(below.quantity) <> above.quantity
"""
_AMENDED = """
    SELECT id, quantity, first, added FROM (
        SELECT l.id AS id, l.quantity AS quantity,
            COALESCE(
                l.typed_quantity,
                l.baseline_quantity + l.launch_quantity + l.promotion_quantity + l.promoter_quantity
            ) AS first,
            (
                SELECT COALESCE(SUM(a.after_quantity - a.before_quantity), 0)
                FROM dealers_amendmentline a JOIN dealers_planamendment m ON m.id = a.amendment_id
                WHERE m.plan_id = l.plan_id AND m.status = 'approved'
                    AND a.store_id = l.store_id AND a.model_id = l.model_id
            ) AS added
        FROM dealers_planline l JOIN dealers_profitplan p ON p.id = l.plan_id
        WHERE p.month >= %s
    ) lines
    WHERE quantity <> first + added
"""
_SHIFTED = """
    SELECT m.id, SUM(a.after_quantity - a.before_quantity)
    FROM dealers_planamendment m JOIN dealers_amendmentline a ON a.amendment_id = m.id WHERE m.kind = 'shift'
    GROUP BY m.id, a.model_id HAVING SUM(a.after_quantity - a.before_quantity) <> 0
"""
_REVIEWED = """
    SELECT l.review_id, l.store_id, l.model_id, l.actual, COALESCE(m.sell_out, 0)
    FROM reports_reviewline l JOIN reports_businessreview r ON r.id = l.review_id
    LEFT JOIN stores_salesmonth m ON m.store_id = l.store_id AND m.model_id = l.model_id AND m.month = r.month
    WHERE r.status = 'draft' AND r.month >= %s AND l.actual <> COALESCE(m.sell_out, 0)
"""


def rollups_equal_raw_rows(evening: Evening) -> Iterator[str]:
    """Sales months come to the sum of the records, and the records to what files, visits and people said."""
    raw = {(kind, store, model, month): units for kind, store, model, month, units in ask(_RAW)}
    rolled = {}
    for store, model, month, sold_in, sold_out in ask(_ROLLED):
        rolled["sell_in", store, model, month] = sold_in
        rolled["sell_out", store, model, month] = sold_out
    said = {
        (str(kind), store, model, f"{month:%Y-%m}"): units
        for (kind, store, model, month), units in evening.journal.sold.items()
    }
    for key in raw.keys() | rolled.keys():
        if raw.get(key, 0) != rolled.get(key, 0):
            yield f"{key}: {raw.get(key, 0)} recorded, {rolled.get(key, 0)} rolled up"
        elif raw.get(key, 0) != said.get(key, 0):
            yield f"{key}: {raw.get(key, 0)} recorded, {said.get(key, 0)} said"


def targets_tally(evening: Evening) -> Iterator[str]:
    """What is below a target adds up to it, month by month and series by series; looked at when they can have moved."""
    if evening.ends_month or evening.day.month == 12:
        yield from (f"target {row[0]} of {row[1]} {row[2]}: {row[3]}, below it {row[4]}" for row in ask(_TARGETS))


def plans_equal_their_versions(evening: Evening) -> Iterator[str]:
    """A line is what was drafted or typed, and what amendments in force added; a shift adds nothing in sum."""
    lines = ask(_AMENDED, month_after(evening.first, -1))
    yield from (f"plan line {pk}: {stands}, first {first}, amended by {by}" for pk, stands, first, by in lines)
    yield from (f"shift {pk} adds {units}" for pk, units in ask(_SHIFTED))


def open_reviews_follow_sales(evening: Evening) -> Iterator[str]:
    """Reviews that nobody handed in show what was sold by the last night; so it holds on days without files."""
    if evening.journal.sold_on != evening.day:
        rows = ask(_REVIEWED, month_after(evening.first, -1))
        yield from (f"review {row[0]}, store {row[1]}, model {row[2]}: {row[3]}, sold {row[4]}" for row in rows)


def orders_tally(_evening: Evening) -> Iterator[str]:
    """An invoice is settled exactly when all of it is paid."""
    rows = ask(
        "SELECT id, amount_yuan, paid_yuan, settled_on FROM dealers_receivable "
        "WHERE (settled_on IS NULL) = (paid_yuan = amount_yuan)"
    )
    yield from (
        f"invoice {pk}: {paid} of {amount}, settled on {as_day(on) if on else None}" for pk, amount, paid, on in rows
    )
