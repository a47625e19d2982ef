"""Failed items of the image check become tasks, ended when a later check finds them mended (handbook H5.5, H5.7)."""

from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from salesops.accounts.actor import Actor
from visits.choices import VisitStatus
from visits.models import ImageCheck, Task, Visit
from visits.services.filling import fulfilment_of
from visits.services.tasks import add_task, finish_task

BECAUSE = "the tasks of the visit's own store"
SOURCE = "image"
MENDED = gettext_noop("image check")
A_WEEK = timedelta(days=7)


def mend_by_tasks(visit: Visit, *, actor: Actor, at: datetime) -> None:
    """Give the store's rep a task for each failed item that has none, and end those of items that are well again.

    An item fails below the standard's line; what does not apply is neither. Two queries where all is well.
    """
    if visit.image_standard_id is None or visit.status != VisitStatus.CLOSED:
        return
    checks = ImageCheck.objects.unscoped(because=BECAUSE).filter(visit=visit, not_applicable=False)
    tasks = Task.objects.unscoped(because=BECAUSE).open().filter(store_id=visit.store_id, source=SOURCE)
    waiting = {task.about: task for task in tasks}
    for check in checks.select_related("item").order_by("item__position"):
        task = waiting.get(check.item.name)
        has_failed = fulfilment_of(check.item, check.measured) * 100 < visit.image_standard.mend_percent
        if has_failed and task is None:
            _give(visit, check, actor, at)
        elif task is not None and not has_failed:
            outcome = _found(check)
            finish_task(task, outcome=outcome, actor=Actor.system(MENDED), at=at)


def _give(visit: Visit, check: ImageCheck, actor: Actor, at: datetime) -> None:
    add_task(
        client_id=uuid5(NAMESPACE_URL, f"mend:{visit.client_id}:{check.item_id}"),
        store=visit.store,
        rep_id=visit.store.rep_id,
        title=_("Mend: %(item)s") % {"item": _found(check)},
        due_on=visit.visited_on + A_WEEK,
        source=SOURCE,
        source_url=visit.get_absolute_url(),
        about=check.item.name,
        actor=actor,
        at=at,
    )


def _found(check: ImageCheck) -> str:
    return f"{check.item.name} {check.measured}/{check.item.required}"
