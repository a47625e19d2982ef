"""What a visit says beside its counts, image and photos: checklist, tasks, orders, IMEIs, work of others (H5.2).

Each is looked up before anything is written; what is unknown is a mistake at its path.
"""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from stores.models import HandsetModel, Sku, Store
from visits import due
from visits.choices import TaskStatus
from visits.models import Checklist, Task
from visits.selectors.checklists import with_lines
from visits.services.mistakes import Mistake
from visits.services.orders import Ordered
from visits.services.reader import Reader
from visits.services.sent import VisitSent


def checklist_of(sent: VisitSent, store: Store, mistakes: list[Mistake]) -> Checklist | None:
    """The version that the visit began with, which a phone keeps though another one holds by now."""
    if sent.checklist is None:
        return None
    checklist = with_lines(center_id=store.center_id, version=sent.checklist, published_at__isnull=False).first()
    if checklist is None:
        mistakes.append(Mistake("checklist", _("unknown version %(version)s") % {"version": sent.checklist}))
    return checklist


def ticks_of(sent: VisitSent, checklist: Checklist | None, mistakes: list[Mistake]) -> dict[int, str]:
    """The points of the version that were done, by line, with what was said of each."""
    points = {line.position: line.pk for line in checklist.lines.all() if line.is_point} if checklist else {}
    for place, row in enumerate(sent.points):
        if row.point not in points:
            words = _("unknown position %(position)s") % {"position": row.point}
            mistakes.append(Mistake(f"points[{place}].point", words))
    return {points[row.point]: row.words for row in sent.points if row.point in points}


def tasks_of(sent: VisitSent, store: Store | None, mistakes: list[Mistake]) -> list[tuple[Task, str]]:
    """The tasks of the store that were done in the visit; one that somebody else settled meanwhile is left as it is."""
    ids = [row.task for row in sent.tasks_done]
    known = Task.objects.unscoped(because="the store may be visited").filter(client_id__in=ids, store=store)
    tasks = {task.client_id: task for task in known} if store else {}
    for place, row in enumerate(sent.tasks_done):
        if store is not None and row.task not in tasks:
            mistakes.append(Mistake(f"tasks_done[{place}].task", _("is no task of this store")))
    outcomes = {row.task: row.outcome for row in sent.tasks_done}
    return [(task, outcomes[key]) for key, task in tasks.items() if task.status == TaskStatus.OPEN]


def orders_of(sent: VisitSent, mistakes: list[Mistake]) -> dict[int, Ordered]:
    """What was ordered, by model. One query."""
    ids = dict(HandsetModel.objects.filter(code__in=[row.model for row in sent.orders]).values_list("code", "pk"))
    orders: dict[int, Ordered] = {}
    for place, row in enumerate(sent.orders):
        path = f"orders[{place}].model"
        if row.model not in ids:
            mistakes.append(Mistake(path, _("unknown model %(code)s") % {"code": row.model}))
        elif ids[row.model] in orders:
            mistakes.append(Mistake(path, _("model %(code)s stands twice") % {"code": row.model}))
        else:
            orders[ids[row.model]] = Ordered(row.quantity, row.suggested)
    return orders


def prices_of(sent: VisitSent, mistakes: list[Mistake]) -> dict[int, Decimal]:
    """What each SKU cost on its tag, by SKU id. Up to one query."""
    codes = [row.sku for row in sent.prices]
    ids = dict(Sku.objects.filter(code__in=codes).values_list("code", "pk")) if codes else {}
    prices: dict[int, Decimal] = {}
    for place, row in enumerate(sent.prices):
        path = f"prices[{place}].sku"
        if row.sku not in ids:
            mistakes.append(Mistake(path, _("unknown SKU %(code)s") % {"code": row.sku}))
        elif ids[row.sku] in prices:
            mistakes.append(Mistake(path, _("SKU %(code)s stands twice") % {"code": row.sku}))
        else:
            prices[ids[row.sku]] = row.price_yuan
    return prices


def imeis_of(sent: VisitSent, mistakes: list[Mistake]) -> dict[str, int]:
    """Each number with its SKU's id; one that stands twice counts where it stood first. Up to one query."""
    codes = [row.sku for row in sent.imeis]
    ids = dict(Sku.objects.filter(code__in=codes).values_list("code", "pk")) if codes else {}
    named: dict[str, int] = {}
    for place, row in enumerate(sent.imeis):
        if row.sku in ids:
            named.setdefault(row.imei, ids[row.sku])
        else:
            mistakes.append(Mistake(f"imeis[{place}].sku", _("unknown SKU %(code)s") % {"code": row.sku}))
    return named


def work_of(sent: VisitSent, store: Store, on: date, mistakes: list[Mistake]) -> list[tuple[str, due.Deed]]:
    """What is to be written of other rooms' work, each with its path."""
    deeds = []
    for place, row in enumerate(sent.work):
        path = f"work[{place}].said"
        kind, _colon, rest = row.key.partition(":")
        taker = due.taker_of(kind)
        if taker is None:
            mistakes.append(Mistake(f"work[{place}].key", _("is not known")))
            continue
        deed = taker(rest, Reader(dict(row.said), path, mistakes), store, on)
        if deed is not None:
            deeds.append((path, deed))
    return deeds
