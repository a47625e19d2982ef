"""The trail of deeds that the database does in one statement; only PostgreSQL (handbook H2.3, architecture rule 9)."""

from datetime import datetime

from django.db import connection, models

from salesops.accounts.actor import Actor
from salesops.workflow.models import AuditEvent, FieldChange

# What a relation of deeds numbers its rows with, so that event and change find each other.
NEXT_EVENT = f"nextval(pg_get_serial_sequence('{AuditEvent._meta.db_table}', 'id'))"


def record_deed_set(
    relation: str, model: type[models.Model], field: str, step: str, *, actor: Actor, at: datetime, reason: str = ""
) -> None:
    """Write an event with one field's change for each row of a relation, as `record_deeds` does. Two queries.

    The relation has event_id (from `NEXT_EVENT`; empty where nothing is to be told), object_id, rep_id, before, after.
    """
    values = {
        "object_type": model._meta.label_lower,
        "field": field,
        "step": step,
        "reason": reason,
        "actor": actor.user_id,
        "covers": sorted(actor.covers),
        "job": actor.job,
        "at": at,
    }
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {AuditEvent._meta.db_table} "  # noqa: S608 - the relation is our own
            "(id, object_type, object_id, step, before, after, reason, actor_id, on_behalf_of_id, job, at) "
            "SELECT event_id, %(object_type)s, object_id, %(step)s, '', '', %(reason)s, %(actor)s, "
            "CASE WHEN rep_id = ANY(%(covers)s::bigint[]) THEN rep_id END, %(job)s, %(at)s "
            f"FROM {relation} WHERE event_id IS NOT NULL",
            values,
        )
        cursor.execute(
            f"INSERT INTO {FieldChange._meta.db_table} (event_id, field, before, after) "  # noqa: S608
            f"SELECT event_id, %(field)s, before, after FROM {relation} WHERE event_id IS NOT NULL",
            values,
        )
