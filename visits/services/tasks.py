"""Next steps at a store, from wherever they come (handbook H5.7)."""

from datetime import date, datetime
from uuid import UUID

from salesops.accounts.actor import Actor
from salesops.workflow.models import AuditEvent
from stores.models import Store
from visits.models import Task


def add_task(
    *,
    client_id: UUID,
    store: Store,
    rep_id: int,
    title: str,
    due_on: date,
    source: str,
    source_url: str,
    actor: Actor,
    at: datetime,
) -> Task:
    """Give a rep something to do at a store; the same client id makes one task, however often it is sent."""
    task, is_new = Task.objects.unscoped(because="a client id names one task of the whole company").get_or_create(
        client_id=client_id,
        defaults={
            "center_id": store.center_id,
            "rep_id": rep_id,
            "store": store,
            "title": title,
            "due_on": due_on,
            "source": source,
            "source_url": source_url,
            "created_at": at,
        },
    )
    if is_new:
        AuditEvent.record(task, "create", actor=actor, at=at)
    return task
