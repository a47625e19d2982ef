"""What earlier plans and reviews of a customer wanted done and is still to do (handbook H8.2, H9)."""

from datetime import date

from salesops.accounts.actor import Actor
from visits.choices import TaskStatus
from visits.models import Task

SOURCES = ("plan", "review")


def open_actions(customer_id: int, actor: Actor, *, before: date, but_of: str = "") -> tuple[Task, ...]:
    """The open tasks that came from them before a day, what is due first; as far as the actor sees them.

    `but_of` is the address of the document itself, whose own actions are no earlier ones. One query.
    """
    tasks = Task.objects.visible_to(actor).filter(
        store__customer=customer_id, source__in=SOURCES, status=TaskStatus.OPEN, created_at__date__lt=before
    )
    tasks = tasks.exclude(source_url=but_of) if but_of else tasks
    return tuple(tasks.select_related("store", "rep").order_by("due_on", "pk"))
