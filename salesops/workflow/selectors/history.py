"""The history of one object, as its page shows it (handbook H2.3)."""

from django.db import models
from django.db.models import QuerySet

from salesops.accounts.actor import Actor
from salesops.workflow.models import AuditEvent


def history_of(obj: models.Model) -> QuerySet[AuditEvent]:
    """Events of an object that the caller may see, newest first, with people and field changes. Two queries."""
    return (
        AuditEvent.objects.filter(object_type=obj._meta.label_lower, object_id=obj.pk)
        .select_related("actor", "on_behalf_of")
        .prefetch_related("changes")
        .order_by("-at", "-pk")
    )


def revision_by(obj: models.Model, seen: int, actor: Actor) -> int:
    """The revision an actor knows: the one it saw, or the present one if all edits since then were its own.

    For objects of which every counted edit leaves one event; the caller holds the row's lock. One query.
    """
    later = obj.revision - seen
    if later <= 0 or actor.user_id is None:
        return seen
    doers = history_of(obj).prefetch_related(None).values_list("actor_id", flat=True)[:later]
    return obj.revision if set(doers) == {actor.user_id} else seen
