"""Handing a month's documents out to tasks: centers that the run waits for, and who else is missing (jobs J3, J7)."""

from collections.abc import Iterable
from datetime import datetime

from celery import Task

from dealers.services.monthly import Documents, shares_of_work
from salesops.periods.month import Month

# What the reconciling job sends and no worker takes by its next run is sent by that again, not twice.
UNTIL_NEXT_RUN = 5 * 60


def send_awaited(
    documents: Documents,
    task: Task,
    month: Month,
    missing: Iterable[int] = (),
    *,
    at: datetime,
    expires: int | None = None,
) -> None:
    """Hand out the centers that the month's run waits for, and the other customers that are missing.

    `expires` counts seconds; what nobody took by then is not done any more.
    """
    opened_at, awaited = documents.awaited(month)
    send_shares(documents, task, month, awaited, expires=expires, opened_at=opened_at)
    send_shares(documents, task, month, set(missing).difference(awaited), expires=expires)
    documents.note_run(month, at=at)


def send_shares(
    documents: Documents,
    task: Task,
    month: Month,
    customer_ids: Iterable[int],
    *,
    expires: int | None = None,
    opened_at: datetime | None = None,
) -> None:
    """Send some customers to the task in shares; with `opened_at` for the run that was opened then. One query."""
    center_by_customer = dict(documents.customers(customer_ids).values_list("pk", "center_id"))
    for share in shares_of_work(center_by_customer):
        kwargs = {"month": str(month), "customer_ids": share, "opened_at": opened_at.isoformat() if opened_at else ""}
        task.apply_async_on_commit(kwargs=kwargs, expires=expires)
