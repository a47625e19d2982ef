"""One whole visit as it was sent, well formed (docs/submit_visit.md); its digest names the content (handbook H5.4)."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from visits.calc.found import Counted, Measured
from visits.services.checkin import Arrival
from visits.services.findings import Finding


@dataclass(frozen=True, slots=True)
class CountSent:
    sku: str
    counted: Counted


@dataclass(frozen=True, slots=True)
class ItemSent:
    position: int
    measured: Measured


@dataclass(frozen=True, slots=True)
class ImageSent:
    standard_version: int
    items: tuple[ItemSent, ...]


@dataclass(frozen=True, slots=True)
class PhotoSent:
    """A photo's bytes do not take part in comparisons by hand; its digest does.

    Without bytes the photo comes by itself, before the visit or after it.
    """

    client_id: UUID
    step: str
    sha256: str
    content: bytes | None = field(repr=False)
    taken_at: datetime | None = None
    # The place of the item that it shows in the standard of the visit's image check.
    item: int | None = None


@dataclass(frozen=True, slots=True)
class ReportSent:
    client_id: UUID
    finding: Finding


@dataclass(frozen=True, slots=True)
class NextStepSent:
    client_id: UUID
    title: str
    due_on: date


@dataclass(frozen=True, slots=True)
class TaskDone:
    """A task that was open at the store, done in this visit; the outcome may say how it went."""

    task: UUID
    outcome: str


@dataclass(frozen=True, slots=True)
class PointDone:
    """A point of the checklist's version, by its place there."""

    point: int
    words: str


@dataclass(frozen=True, slots=True)
class OrderSent:
    """Units of a model, by its code, and what the phone suggested."""

    model: str
    quantity: int
    suggested: int | None


@dataclass(frozen=True, slots=True)
class ImeiSent:
    """A handset that was sold, as it was scanned or typed; whether it is one is judged later."""

    sku: str
    imei: str


@dataclass(frozen=True, slots=True)
class PriceSent:
    """What a SKU cost on the tag."""

    sku: str
    price_yuan: Decimal


@dataclass(frozen=True, slots=True)
class StepSaid:
    """A step that is done by a word or a tick."""

    step: str
    words: str


@dataclass(frozen=True, slots=True)
class Trained:
    """How many of the store's staff were trained in a topic."""

    topic: str
    people: int


@dataclass(frozen=True, slots=True)
class WorkSaid:
    """What was answered to work that another room brought; that room reads it."""

    key: str
    said: Mapping[str, str | int | float | bool | None]


@dataclass(frozen=True, slots=True)
class VisitSent:
    """One whole visit, well formed; whether its codes exist is not known yet."""

    client_id: UUID
    store: str
    arrival: Arrival
    counts: tuple[CountSent, ...]
    image: ImageSent | None
    photos: tuple[PhotoSent, ...]
    market_reports: tuple[ReportSent, ...]
    next_steps: tuple[NextStepSent, ...]
    skipped: Mapping[str, str]
    summary: str
    checked_out_device_at: datetime | None
    is_forgotten: bool = False
    step_seconds: Mapping[str, int] = field(default_factory=dict)
    tasks_done: tuple[TaskDone, ...] = ()
    checklist: int | None = None
    points: tuple[PointDone, ...] = ()
    work: tuple[WorkSaid, ...] = ()
    orders: tuple[OrderSent, ...] = ()
    imeis: tuple[ImeiSent, ...] = ()
    said: tuple[StepSaid, ...] = ()
    trained: tuple[Trained, ...] = ()
    prices: tuple[PriceSent, ...] = ()

    @property
    def digest(self) -> str:
        """Names the content: the same whatever the order of keys, and whenever it is sent.

        What later formats added counts only where it says something, so that a visit sent by an older
        phone keeps its digest.
        """
        content = asdict(self)
        content["arrival"].pop("sent_device_at")
        # How long the rep tapped is no part of what was found.
        content.pop("step_seconds")
        _drop_empty(content["arrival"], "entered_device_at")
        for report in content["market_reports"]:
            _drop_empty(report["finding"], "competitor", "model")
        if not self.is_forgotten:
            content.pop("is_forgotten")
        _drop_empty(
            content, "tasks_done", "checklist", "points", "work", "orders", "imeis", "said", "trained", "prices"
        )
        for photo in content["photos"]:
            photo.pop("content")
            for name in ("taken_at", "item"):
                if photo[name] is None:
                    photo.pop(name)
        written = json.dumps(content, default=_plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(written.encode()).hexdigest()


def _drop_empty(content: dict[str, Any], *names: str) -> None:
    """What later formats added counts only where it says something."""
    for name in names:
        if not content[name]:
            content.pop(name)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.timestamp()
    return str(value)
