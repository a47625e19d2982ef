"""Rows given to an import kind as the exchange gives them, without a file around."""

from datetime import UTC, datetime

from django.db import transaction
from django.utils import timezone

from salesops.accounts.actor import Actor
from salesops.exchange.choices import RowAction
from salesops.exchange.kinds import ImportContext, Row
from salesops.exchange.models import ImportRun

JOB = Actor.system("test")
START = datetime(2026, 11, 23, tzinfo=UTC)
RUN = {"file_name": "x.xlsx", "sha256": "0", "size_bytes": 1, "job": "test", "created_at": START, "heartbeat_at": START}


def judge(kind, *rows, actor=JOB, run_id=1, is_writing=False):
    session = kind.open(ImportContext(actor, timezone.now(), run_id, is_writing))
    return session, session.prepare([Row(number, row) for number, row in enumerate(rows, start=2)])


def look(kind, *rows, actor=JOB):
    """What a dry run says."""
    return judge(kind, *rows, actor=actor)[1]


@transaction.atomic
def take(kind, *rows, actor=JOB):
    """What an import does with the good rows."""
    ImportRun.objects.unscoped(because="test").get_or_create(pk=1, defaults=RUN | {"kind": kind.code})
    session, outcomes = judge(kind, *rows, actor=actor, is_writing=True)
    session.apply([o for o in outcomes if o.action in (RowAction.CREATED, RowAction.CHANGED)])
    session.finish()
    return outcomes


@transaction.atomic
def take_in_parts(kind, *parts, is_writing):
    """What comes of rows that reach the session in several chunks."""
    ImportRun.objects.unscoped(because="test").get_or_create(pk=1, defaults=RUN | {"kind": kind.code})
    session, found, number = kind.open(ImportContext(JOB, timezone.now(), 1, is_writing)), [], 2
    for part in parts:
        outcomes = session.prepare([Row(number + place, row) for place, row in enumerate(part)])
        number += len(part)
        if is_writing:
            session.apply([o for o in outcomes if o.action in (RowAction.CREATED, RowAction.CHANGED)])
        found += outcomes
    return found


def actions(outcomes):
    return [str(outcome.action) for outcome in outcomes]


def problems(outcomes):
    return [(o.number, p.code, p.column) for o in outcomes for p in o.problems]


def changes(outcomes):
    return [(c.field, c.before, c.after) for o in outcomes for c in o.changes]
