"""All that a phone needs for its days without a network, in parts that are sent only where they changed (H5.4)."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.db.models import OuterRef, Q, Subquery

from salesops.accounts.actor import Actor
from salesops.accounts.choices import CheckInMode
from salesops.accounts.models import Center
from stores.choices import Found
from stores.models import Price, SalesRecord, Sku, StockCount, Store
from stores.selectors.distribution import ShelfLine, store_sheets
from stores.selectors.prices import price_list
from visits import due
from visits.calc.evidence import EvidenceRules, shortest_minutes
from visits.choices import VisitStatus
from visits.models import Checklist, ImageCheck, ImageStandard, PlannedVisit, Receipt, Task, Visit
from visits.selectors.checklists import asked_of, checklists_by_center
from visits.selectors.filling import CARRIED
from visits.selectors.findings import open_tasks_at
from visits.selectors.image import standard_on
from visits.selectors.orders import Suggestion, suggestions
from visits.selectors.prices import last_prices
from visits.selectors.standards import standards_by_center

BECAUSE = "the stores were seen already"
AHEAD = timedelta(days=7)


@dataclass(frozen=True)
class Part:
    """A piece of the pack, named by its digest: a phone that has it is not sent it again."""

    name: str
    content: Any

    @cached_property
    def digest(self) -> str:
        written = json.dumps(self.content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(written.encode()).hexdigest()[:16]


def day_pack(actor: Actor, on: date) -> list[Part]:
    """The days ahead, the catalogue, the standard, and each active store with its last time.

    Up to twenty-nine queries and those of the sockets, however many stores.
    """
    stores = Store.objects.visible_to(actor).active().filter(rep_id__in=actor.rep_ids)
    shops = list(stores.select_related("center", "customer", "rep").order_by("pk"))
    ids = [shop.pk for shop in shops]
    standard = standard_on(on)
    skus = list(_skus(on))
    carried, last = _carried(ids, skus, on), _last_visits(stores, on)
    answers, sheets = _last_answers(ids, standard, on), store_sheets(stores, on)
    orders, tags = suggestions(shops, on, sheets), last_prices(ids, on)
    tasks, work = open_tasks_at(ids), due.work_at(ids, on)
    checklists = checklists_by_center({shop.center_id for shop in shops})
    shortest = _shortest_minutes(shop.center for shop in shops)
    of_stores = [
        Part(
            f"store-{shop.pk}",
            _facts(shop, actor, shortest[shop.center_id])
            | {
                "checklist": _checklist(checklists[shop.center_id], shop, standard is not None),
                "last_visit": last.get(shop.pk),
                "skus": carried[shop.pk],
                "prices": tags[shop.pk],
                "price_band": shop.center.price_band_percent,
                "answers": answers.get(shop.pk, {}),
                "lacking": _lacking(sheets[shop.pk].lines) if shop.pk in sheets else [],
                "order": [_order(line) for line in orders[shop.pk]],
                "tasks": [_task(task) for task in tasks[shop.pk]],
                "work": [_work(one) for one in work[shop.pk]],
            },
        )
        for shop in shops
    ]
    return [
        Part("days", _days(actor, on)),
        Part("done", _done(actor, on)),
        Part("catalogue", _catalogue(skus, on)),
        Part("standard", _standard(standard)),
        *of_stores,
    ]


def _facts(shop: Store, actor: Actor, shortest: Mapping[str, int]) -> dict[str, Any]:
    """What the phone shows of a store, and the lines by which it says beforehand what will be noticed."""
    return {
        "id": shop.pk,
        "code": shop.code,
        "name": shop.name,
        "customer": shop.customer.name,
        "store_class": shop.store_class,
        "is_provisional": shop.class_is_provisional,
        "format": shop.get_format_display(),
        "format_code": shop.format,
        "address": shop.address,
        "lon": _number(shop.lon),
        "lat": _number(shop.lat),
        "opens": f"{shop.opens_at:%H:%M}",
        "closes": f"{shop.closes_at:%H:%M}",
        "contact": shop.contact_name,
        "phone": shop.phone,
        "for_rep": "" if shop.rep_id == actor.user_id else shop.rep.name,
        "radius": shop.center.checkin_radius_metres,
        "shortest_minutes": shortest[shop.store_class],
        "blocks_outside": shop.center.checkin_mode == CheckInMode.BLOCK,
        "books_sales": shop.center.counts_visit_sales,
    }


def _shortest_minutes(centers: Iterable[Center]) -> dict[int, dict[str, int]]:
    """How short a visit may be, by center and class. One query."""
    rules = EvidenceRules()
    return {
        center_id: {store_class: shortest_minutes(standard.minutes, rules) for store_class, standard in found.items()}
        for center_id, found in standards_by_center(centers).items()
    }


def _checklist(checklist: Checklist | None, shop: Store, has_standard: bool) -> dict[str, Any]:
    """What a visit asks for here: cards in their order, what is required, and the center's own points."""
    asked = asked_of(checklist, shop).with_standard(has_standard)
    return {
        "version": checklist and checklist.version,
        "order": [str(step) for step in asked.order],
        "required": [str(step) for step in asked.required],
        "points": [
            {
                "point": point.position,
                "title": point.title,
                "title_en": point.title_en,
                "is_required": point.is_required,
            }
            for point in asked.points
        ],
    }


def _days(actor: Actor, on: date) -> list[dict[str, Any]]:
    """Today and the week after, each with its stops in their order. One query."""
    planned = PlannedVisit.objects.visible_to(actor).due().filter(rep_id__in=actor.rep_ids)
    rows = planned.filter(planned_on__gte=on, planned_on__lt=on + AHEAD).order_by("planned_on", "rep_id", "position")
    days: dict[date, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        days[row.planned_on].append({"store": row.store_id, "arrives": row.arrive_minute, "minutes": row.minutes})
    return [{"on": day.isoformat(), "stops": stops} for day, stops in days.items()]


def _done(actor: Actor, on: date) -> dict[str, Any]:
    """Today's visits as they stand here, this person's open one, and the last receipt. Three queries."""
    because = "a person's own open visit, wherever the store went meanwhile"
    still_open = Visit.objects.unscoped(because=because).open().filter(done_by_id=actor.user_id)
    visits = Visit.objects.visible_to(actor).filter(visited_on=on, rep_id__in=actor.rep_ids)
    receipts = Receipt.objects.unscoped(because="the sender's own chain").filter(rep_id=actor.user_id)
    mine = still_open.select_related("store").first()
    return {
        "on": on.isoformat(),
        "visits": [
            {
                "client_id": str(visit.client_id),
                "store": visit.store_id,
                "at": visit.checked_in_at.isoformat(),
                "minutes": visit.minutes,
                "score": _number(visit.image_score),
            }
            for visit in visits.exclude(status=VisitStatus.OPEN).order_by("checked_in_at")
        ],
        "open": mine and {"id": mine.pk, "store": mine.store.name, "client_id": str(mine.client_id)},
        "receipts": receipts.order_by("-number").values_list("number", flat=True).first() or 0,
    }


def _skus(on: date) -> Iterable[Sku]:
    skus = Sku.objects.filter(Q(model__ended_on__isnull=True) | Q(model__ended_on__gt=on)).select_related("model")
    return skus.order_by("-model__is_own", "model__name", "memory", "colour", "pk")


def _catalogue(skus: Iterable[Sku], on: date) -> list[dict[str, Any]]:
    """What is on sale, ours with the list price of the day. One query."""
    listed = price_list(sku.model_id for sku in skus if sku.model.is_own)
    return [_sku(sku, listed.on(sku.model_id, on)) for sku in skus]


def _sku(sku: Sku, price: Price | None) -> dict[str, Any]:
    return {
        "code": sku.code,
        "model": sku.model.name,
        "brand": "" if sku.model.is_own else sku.model.brand,
        "variant": f"{sku.colour} {sku.memory}".strip(),
        "list_yuan": price and str(price.list_yuan),
    }


def _carried(ids: list[int], skus: Iterable[Sku], on: date) -> dict[int, dict[str, int | None]]:
    """Our models on sale that each store sold, got or had in three months, with the last stock. Two queries."""
    own = {sku.pk: sku.code for sku in skus if sku.model.is_own}
    records = SalesRecord.objects.unscoped(because=BECAUSE).filter(
        store_id__in=ids, sold_on__lte=on, sold_on__gte=on - CARRIED
    )
    counts = StockCount.objects.unscoped(because=BECAUSE).filter(
        store_id__in=ids, counted_on__lt=on, counted_on__gte=on - CARRIED
    )
    found: dict[int, dict[int, int | None]] = defaultdict(dict)
    for store_id, sku_id in records.order_by().values_list("store_id", "sku_id").distinct():
        found[store_id][sku_id] = None
    for store_id, sku_id, quantity in counts.order_by("counted_on", "pk").values_list("store_id", "sku_id", "quantity"):
        found[store_id][sku_id] = quantity
    return {
        store_id: {code: found[store_id][pk] for pk, code in own.items() if pk in found[store_id]} for store_id in ids
    }


def _last_visits(stores, on: date) -> dict[int, dict[str, Any]]:
    """One query."""
    visits = Visit.objects.unscoped(because=BECAUSE).exclude(status=VisitStatus.OPEN).filter(visited_on__lt=on)
    newest = visits.filter(store_id=OuterRef("pk")).order_by("-visited_on", "-checked_in_at").values("pk")[:1]
    wanted = stores.annotate(last_visit=Subquery(newest)).values("last_visit")
    rows = Visit.objects.unscoped(because=BECAUSE).filter(pk__in=wanted)
    return {
        visit.store_id: {
            "on": visit.visited_on.isoformat(),
            "score": _number(visit.image_score),
            "summary": visit.summary[:200],
        }
        for visit in rows
    }


def _last_answers(ids: list[int], standard: ImageStandard | None, on: date) -> dict[int, dict[int, int | None]]:
    """What each store's last check by this standard found, by position; None is not applicable. One query."""
    if standard is None:
        return {}
    visits = Visit.objects.unscoped(because=BECAUSE).filter(image_standard=standard, visited_on__lt=on)
    newest = visits.filter(store_id=OuterRef("visit__store_id")).order_by("-checked_in_at").values("pk")[:1]
    checks = ImageCheck.objects.unscoped(because=BECAUSE).filter(visit__store_id__in=ids, visit_id=Subquery(newest))
    answers: dict[int, dict[int, int | None]] = defaultdict(dict)
    for store_id, position, measured in checks.values_list("visit__store_id", "item__position", "measured"):
        answers[store_id][position] = measured
    return answers


def _standard(standard: ImageStandard | None) -> dict[str, Any] | None:
    """One query."""
    if standard is None:
        return None
    fields = ("position", "name", "name_en", "kind", "weight", "required", "only_classes", "only_formats")
    return {"version": standard.version, "items": list(standard.items.order_by("position").values(*fields))}


def _lacking(lines: Iterable[ShelfLine]) -> list[dict[str, Any]]:
    return [
        {
            "model": str(line.model),
            "found": str(line.found.label),
            "colours": line.colours,
            "asked": line.asked,
            "missing": line.missing_colours,
        }
        for line in lines
        if line.found != Found.CARRIED
    ]


def _order(line: Suggestion) -> dict[str, Any]:
    """What the suggestion is made of: the phone makes it anew with what it counts (its `order.js`)."""
    return {
        "model": line.model.code,
        "name": line.model.name,
        "needed": round(sum(need.units for need in line.needs), 2),
        "stock": line.stock,
        "lacking": line.lacking,
        "skus": list(line.sku_codes),
        "reasons": line.reasons,
    }


def _task(task: Task) -> dict[str, Any]:
    return {
        "id": str(task.client_id),
        "title": task.title,
        "due_on": task.due_on.isoformat(),
        "url": task.get_absolute_url(),
    }


def _work(work: due.DueWork) -> Mapping[str, Any]:
    return {
        "kind": work.kind,
        "title": work.title,
        "detail": work.detail,
        "url": work.url,
        "forms": [asdict(form) for form in work.forms],
    }


def _number(value) -> float | None:
    return None if value is None else float(value)
