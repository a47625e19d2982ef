"""Plans, reviews and evaluations: none missing or doubled, due on the right day, locked where locked (H1, H8.2, H9)."""

import hashlib
from collections.abc import Iterator
from datetime import date

from django.db import connection

from reports.year.checks.asking import Evening, as_day, ask
from reports.year.checks.days import due_on, month_after

_DRAFTS_FROM = 15
_TABLE = {"plan": "dealers_profitplan", "review": "reports_businessreview", "evaluation": "dealers_dealerevaluation"}
_OWED = {"plan": ("draft", "returned"), "review": ("draft", "returned"), "evaluation": ("draft", "returned")}
_MONTH = {"plan": "month", "review": "month", "evaluation": "quarter"}
_TRAIL = {
    "plan": "dealers.profitplan",
    "review": "reports.businessreview",
    "evaluation": "dealers.dealerevaluation",
    "amendment": "dealers.planamendment",
}
_PLAN_LINES = """
    SELECT store_id, model_id, baseline_quantity, promotion_quantity, typed_quantity, typed_reason,
           list_yuan, supply_yuan
    FROM dealers_planline WHERE plan_id = %s ORDER BY store_id, model_id
"""
_REVIEW_LINES = """
    SELECT store_id, model_id, planned, actual, last_month, last_year
    FROM reports_reviewline WHERE review_id = %s ORDER BY store_id, model_id
"""


def nothing_is_missing(evening: Evening) -> Iterator[str]:
    """From the 15th each active customer that was there has next month's plan; from the 1st last month's review."""
    planned = month_after(evening.first) if evening.day.day >= _DRAFTS_FROM else evening.first
    for kind, month, since in (("plan", planned, planned), ("review", month_after(evening.first, -1), evening.first)):
        yield from (
            f"no {kind} of {month:%Y-%m} for customer {code}"
            for (code,) in ask(
                f"SELECT code FROM stores_customer WHERE status = 'active' AND created_at < %s "  # noqa: S608
                f"AND id NOT IN (SELECT customer_id FROM {_TABLE[kind]} WHERE month = %s)",
                f"{since} 00:00:00+08:00",
                month,
            )
        )


def nothing_is_doubled(_evening: Evening) -> Iterator[str]:
    """One document for a customer and month, one line for a store and model, one deadline for a duty."""
    keys = {
        "dealers_profitplan": "customer_id, month",
        "reports_businessreview": "customer_id, month",
        "dealers_dealerevaluation": "customer_id, quarter",
        "dealers_planline": "plan_id, store_id, model_id",
        "reports_reviewline": "review_id, store_id, model_id",
        "periods_deadline": "kind, month, subject_id",
        "visits_visit": "client_id",
        "visits_task": "client_id",
    }
    for table, key in keys.items():
        doubled = ask(f"SELECT {key} FROM {table} GROUP BY {key} HAVING COUNT(*) > 1")  # noqa: S608
        yield from (f"{table} has {row} twice" for row in doubled)


def deadlines_are_right(_evening: Evening) -> Iterator[str]:
    """Each document has its deadline, on the handbook's day, of its rep, open exactly while it is owed."""
    for kind, table in _TABLE.items():
        rows = ask(
            f"SELECT d.due_on, d.met_at, d.rep_id, p.id, p.{_MONTH[kind]}, p.status, p.rep_id, c.works_saturday "  # noqa: S608
            f"FROM {table} p JOIN accounts_center c ON c.id = p.center_id "
            f"LEFT JOIN periods_deadline d ON d.kind = '{kind}' AND d.subject_id = p.customer_id "
            f"AND d.month = {_deadline_month(kind)}"
        )
        for due, met, owing, pk, month, status, rep, saturday in rows:
            first = as_day(month)
            last = month_after(first, 2) if kind == "evaluation" else first
            if due is None:
                yield f"{kind} {pk} has no deadline"
            elif as_day(due) != due_on(kind, last, saturday=bool(saturday)):
                yield f"{kind} {pk} of {first:%Y-%m} is due on {due}"
            elif (met is None) != (status in _OWED[kind]):
                yield f"{kind} {pk} is {status} and its deadline was met at {met}"
            elif met is None and owing != rep:
                yield f"{kind} {pk} is owed by {owing} and belongs to {rep}"


def _deadline_month(kind: str) -> str:
    if kind != "evaluation":
        return "p.month"
    from_quarter = {
        "sqlite": "date(p.quarter, '+2 months')",
        "postgresql": "CAST(p.quarter + INTERVAL '2 months' AS date)",
    }
    return from_quarter[connection.vendor]


def open_ones_are_the_reps(evening: Evening) -> Iterator[str]:
    """What is still to be done belongs to the rep that the customer has now."""
    for kind in ("plan", "review"):
        rows = ask(
            f"SELECT p.id, p.rep_id, c.rep_id FROM {_TABLE[kind]} p "  # noqa: S608
            "JOIN stores_customer c ON c.id = p.customer_id "
            "WHERE p.status IN ('draft', 'returned') AND c.status = 'active' AND p.rep_id <> c.rep_id "
            "AND p.month >= %s",
            month_after(evening.first, -1),
        )
        yield from (f"{kind} {pk} waits with rep {rep}, its customer is {now}'s" for pk, rep, now in rows)


def trails_end_where_things_stand(_evening: Evening) -> Iterator[str]:
    """The last move in the history of a document leads to the state that it is in."""
    tables = _TABLE | {"amendment": "dealers_planamendment"}
    for kind, table in tables.items():
        yield from (
            f"{kind} {pk} is {status}, its history says {after}"
            for pk, status, after in ask(
                f"SELECT p.id, p.status, e.after FROM {table} p JOIN workflow_auditevent e ON e.id = "  # noqa: S608
                "(SELECT MAX(id) FROM workflow_auditevent WHERE object_type = %s AND object_id = p.id AND after <> '') "
                "WHERE e.after <> p.status",
                _TRAIL[kind],
            )
        )


def locked_ones_stay(evening: Evening) -> Iterator[str]:
    """Approved plans and reviews that were handed in keep their numbers; old months are looked at as a month ends."""
    since = date.min if evening.ends_month else month_after(evening.first, -1)
    yield from _compare(evening, "plan", since, "('approved')", _PLAN_LINES)
    yield from _compare(evening, "review", since, "('submitted', 'returned', 'confirmed')", _REVIEW_LINES)


def _compare(evening: Evening, kind: str, since: date, states: str, lines: str) -> Iterator[str]:
    sealed = evening.journal.sealed
    rows = ask(f"SELECT id, status FROM {_TABLE[kind]} WHERE month >= %s AND status IN {states}", since)  # noqa: S608
    for pk, status in rows:
        digest = hashlib.sha256(repr(ask(lines, pk)).encode()).hexdigest()
        if sealed.setdefault((kind, pk), digest) != digest:
            yield f"{kind} {pk} is {status} and its lines changed"


def typed_ones_stay(evening: Evening) -> Iterator[str]:
    """What a person typed stands as typed."""
    rows = ask("SELECT id, typed_quantity FROM dealers_planline WHERE typed_quantity IS NOT NULL")
    standing = dict(rows)
    for line, quantity in evening.journal.typed.items():
        if standing.get(line) != quantity:
            yield f"plan line {line}: typed {quantity}, stands {standing.get(line)}"
    if len(standing) != len(evening.journal.typed):
        yield f"{len(standing)} lines are typed, people typed {len(evening.journal.typed)}"
