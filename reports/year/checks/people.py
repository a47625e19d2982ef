"""Who did what for whom: one rep for each store, leave on record, each visit and receipt once (H0, H5.4)."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from reports.year.checks.asking import Evening, ask
from reports.year.clock import SHANGHAI

_DOCUMENTS = "('dealers.profitplan', 'reports.businessreview', 'dealers.planamendment')"


def each_store_has_one_rep(_evening: Evening) -> Iterator[str]:
    """An open span of responsibility, exactly one, of the rep that the store names; none overlaps another."""
    rows = ask(
        "SELECT s.code, COUNT(r.id), MIN(r.rep_id), s.rep_id FROM stores_store s "
        "LEFT JOIN stores_storeresponsibility r ON r.store_id = s.id AND r.ends_on IS NULL "
        "WHERE s.status IN ('active', 'suspended') GROUP BY s.code, s.rep_id "
        "HAVING COUNT(r.id) <> 1 OR MIN(r.rep_id) <> s.rep_id"
    )
    yield from (f"store {code}: {spans} open spans, of {rep}; its rep is {now}" for code, spans, rep, now in rows)
    rows = ask(
        "SELECT a.store_id, a.starts_on, b.starts_on FROM stores_storeresponsibility a "
        "JOIN stores_storeresponsibility b ON b.store_id = a.store_id AND b.id <> a.id AND b.starts_on >= a.starts_on "
        "WHERE a.ends_on IS NULL OR a.ends_on > b.starts_on"
    )
    yield from (f"store {store}: spans from {first} and {second} overlap" for store, first, second in rows)


def leave_is_on_record(evening: Evening) -> Iterator[str]:
    """On a day of leave only the colleague moves the rep's papers, and each move names for whom."""
    for rep, colleague, starts, ends in evening.journal.leaves:
        if not starts <= evening.day < ends:
            continue
        midnight = datetime(evening.day.year, evening.day.month, evening.day.day, tzinfo=SHANGHAI)
        rows = ask(
            "SELECT actor_id, on_behalf_of_id, object_type, object_id FROM workflow_auditevent "  # noqa: S608
            f"WHERE at >= %s AND object_type IN {_DOCUMENTS} AND (actor_id = %s OR on_behalf_of_id = %s)",
            midnight.isoformat(sep=" "),
            rep,
            rep,
        )
        yield from (
            f"{thing} {pk} on {evening.day}: done by {actor} for {behalf}; {rep} is on leave, {colleague} stands in"
            for actor, behalf, thing, pk in rows
            if (actor, behalf) != (colleague, rep)
        )


def each_visit_is_there_once(evening: Evening) -> Iterator[str]:
    """What phones sent stands, once each, with receipts that count without a gap."""
    stored = {str(client_id).replace("-", "") for (client_id,) in ask("SELECT client_id FROM visits_visit")}
    sent = {client_id.replace("-", "") for client_id in evening.journal.visits}
    if stored != sent:
        yield f"{len(sent - stored)} visits are lost, {len(stored - sent)} were never sent"
    rows = ask("SELECT rep_id, COUNT(*), MAX(number), COUNT(DISTINCT visit_id) FROM visits_receipt GROUP BY rep_id")
    yield from (
        f"rep {rep}: {count} receipts, the last is number {last}, of {visits} visits"
        for rep, count, last, visits in rows
        if not count == last == visits
    )


def past_visits_are_decided(evening: Evening) -> Iterator[str]:
    """Nothing that was planned for yesterday is still only planned."""
    rows = ask("SELECT id FROM visits_plannedvisit WHERE status = 'planned' AND planned_on < %s", evening.day)
    yield from (f"planned visit {pk} was never decided" for (pk,) in rows)


def actions_are_tasks_once(_evening: Evening) -> Iterator[str]:
    """What an approved plan or confirmed review wants done is a task, what is not approved yet is none."""
    for parent, table, column, state in (
        ("dealers_profitplan", "dealers_planaction", "plan_id", "approved"),
        ("reports_businessreview", "reports_reviewaction", "review_id", "confirmed"),
    ):
        rows = ask(
            f"SELECT a.id, p.status, COUNT(t.id) FROM {table} a JOIN {parent} p ON p.id = a.{column} "  # noqa: S608
            "LEFT JOIN visits_task t ON t.client_id = a.task_client_id GROUP BY a.id, p.status"
        )
        yield from (
            f"action {pk} of {table}: {tasks} tasks while {status}"
            for pk, status, tasks in rows
            if tasks != (status == state)
        )


def nobody_is_told_twice(_evening: Evening) -> Iterator[str]:
    """A notice of the same matter reaches a person once."""
    counted = Counter(ask("SELECT user_id, dedupe_key FROM notices_notice"))
    yield from (f"notice {key} twice for {user}" for (user, key), times in counted.items() if times > 1)
