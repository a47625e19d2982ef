"""A version of a visit that was not taken, readable beside the one that stands (handbook H5.4; reliability O5)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from salesops.telemetry.figures import waiting_in
from visits.choices import ParkedOutcome, VisitStep
from visits.models import ParkedVisit, Visit
from visits.selectors.visits import VisitPage

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a visit in words, as it was sent and as it stands."""

    label: str
    sent: tuple[str, ...]
    stands: tuple[str, ...] | None

    @property
    def differs(self) -> bool:
        return self.stands is not None and sorted(self.sent) != sorted(self.stands)


def parked_waiting() -> tuple[int, datetime | None]:
    """How many parked visits wait for somebody, and since when the first does, in all centers. One query."""
    rows = ParkedVisit.objects.unscoped(because="a figure for the machine's keeper")
    return waiting_in(rows.filter(outcome=ParkedOutcome.WAITING), "parked_at")


def parts_of(payload: dict[str, Any], visit: Visit | None) -> list[Part]:
    """The parts that were sent, each beside the same of the visit that stands. Thirteen queries with a visit."""
    standing = _standing(visit) if visit else {}
    return [
        Part(label, tuple(lines), tuple(standing[key]) if visit else None)
        for key, (label, lines) in _sent(payload).items()
    ]


def _sent(payload: dict[str, Any]) -> dict[str, tuple[str, list[str]]]:
    """What a phone sent is shown as it came, whatever its shape."""
    arrival, out = _part(payload, "checked_in"), _part(payload, "checked_out")
    return {
        "store": (_("Store"), [_said(payload.get("store"))]),
        "times": (_("Phone's clock"), [_said(arrival.get("device_at")), _said(out.get("device_at"))]),
        "counts": (
            _("Stock and sales"),
            [_counted(row.get("sku"), row.get("stock"), row.get("sold")) for row in _rows(payload, "counts")],
        ),
        "image": (
            _("Image check"),
            [_answered(row.get("position"), row.get("measured")) for row in _rows(_part(payload, "image"), "items")],
        ),
        "photos": (_("Photos"), [_said(row.get("client_id")) for row in _rows(payload, "photos")]),
        "reports": (_("Market findings"), [_said(row.get("what")) for row in _rows(payload, "market_reports")]),
        "next": (
            _("Next steps"),
            [_agreed(row.get("title"), row.get("due_on")) for row in _rows(payload, "next_steps")],
        ),
        "done": (
            _("Tasks done"),
            [_agreed(row.get("task"), row.get("outcome") or NOTHING) for row in _rows(payload, "tasks_done")],
        ),
        "points": (
            VisitStep.POINTS.label,
            [_answered(row.get("point"), row.get("words") or "✓") for row in _rows(payload, "points")],
        ),
        "orders": (
            VisitStep.ORDER.label,
            [_answered(row.get("model"), row.get("quantity")) for row in _rows(payload, "orders")],
        ),
        "prices": (
            VisitStep.PRICES.label,
            [_answered(row.get("sku"), row.get("price_yuan")) for row in _rows(payload, "prices")],
        ),
        "said": (_("Said"), [_answered(row.get("step"), row.get("words") or "✓") for row in _rows(payload, "said")]),
        "trained": (
            VisitStep.TRAIN.label,
            [_answered(row.get("topic"), row.get("people")) for row in _rows(payload, "trained")],
        ),
        "imeis": ("IMEI", [_answered(row.get("sku"), row.get("imei")) for row in _rows(payload, "imeis")]),
        "work": (
            _("Launches and promotions"),
            [_answered(row.get("key"), _told(row.get("said"))) for row in _rows(payload, "work")],
        ),
        "skipped": (
            _("Left out"),
            [_skipped(row.get("step"), row.get("reason")) for row in _rows(payload, "skipped")],
        ),
        "summary": (_("Summary"), [_said(payload.get("summary") or None)]),
    }


def _standing(visit: Visit) -> dict[str, list[str]]:
    page = VisitPage(visit)
    return {
        "store": [visit.store.code],
        "times": [_moment(visit.checked_in_device_at), _moment(visit.checked_out_device_at)],
        "counts": [_counted(count.sku.code, count.stock, count.sold) for count in page.counts],
        "image": [_answered(check.item.position, check.measured) for check in page.checks],
        "photos": [str(photo.client_id) for photo in page.photos],
        "reports": [report.what for report in page.reports],
        "next": [_agreed(task.title, task.due_on) for task in page.tasks],
        "done": [_agreed(task.client_id, task.outcome or NOTHING) for task in page.tasks_done],
        "points": [_answered(tick.line.position, tick.words or "✓") for tick in page.ticks],
        "orders": [_answered(order.model.code, order.quantity) for order in page.orders],
        "prices": [_answered(row.sku.code, row.shelf_yuan) for row in page.prices],
        "said": [_answered(row.step, row.words or "✓") for row in page.said],
        "trained": [_answered(row.topic, row.people) for row in page.trainings],
        "imeis": [_answered(imei.sku.code, imei.imei) for imei in page.imeis],
        "work": [],
        "skipped": [_skipped(skip.step, skip.reason) for skip in page.skipped],
        "summary": [visit.summary or NOTHING],
    }


def _part(payload: dict[str, Any], name: str) -> dict[str, Any]:
    part = payload.get(name)
    return part if isinstance(part, dict) else {}


def _rows(payload: dict[str, Any], name: str) -> Iterable[dict[str, Any]]:
    rows = payload.get(name)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _said(value: Any) -> str:
    return NOTHING if value is None else str(value)


def _moment(moment) -> str:
    return NOTHING if moment is None else timezone.localtime(moment).isoformat(timespec="milliseconds")


def _counted(sku: Any, stock: Any, sold: Any) -> str:
    return _("%(sku)s: stock %(stock)s, sold %(sold)s") % {"sku": sku, "stock": _said(stock), "sold": _said(sold)}


def _answered(position: Any, measured: Any) -> str:
    return f"{position}: {_('n/a') if measured is None else measured}"


def _told(said: Any) -> str:
    return ", ".join(f"{name} {told}" for name, told in said.items()) if isinstance(said, dict) else NOTHING


def _agreed(title: Any, due_on: Any) -> str:
    return f"{title} · {due_on}"


def _skipped(step: Any, reason: Any) -> str:
    return f"{VisitStep(step).label if step in VisitStep.values else step}: {reason}"
