"""The visit as a phone sends it: read strictly, every mistake named at its path (docs/submit_visit.md)."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from visits.calc.found import Counted, Measured
from visits.choices import SAID_STEPS, OutsideReason, ReportKind, ReportStrength, VisitStep
from visits.models.prices import LEAST_YUAN
from visits.models.talk import MOST_PEOPLE
from visits.services.checkin import Arrival, Position
from visits.services.findings import Finding
from visits.services.mistakes import Mistake
from visits.services.reader import Reader, base64_bytes, sha256_hex
from visits.services.sent import (
    CountSent,
    ImageSent,
    ImeiSent,
    ItemSent,
    NextStepSent,
    OrderSent,
    PhotoSent,
    PointDone,
    PriceSent,
    ReportSent,
    StepSaid,
    TaskDone,
    Trained,
    VisitSent,
    WorkSaid,
)

MOST_PIECES = 100_000
MOST_YUAN = 99_999_999
WORST_ACCURACY_METRES = 1_000_000
LONGEST_STEP_SECONDS = 86_400
PARTS = (
    "client_id", "store", "checked_in", "sent_device_at", "counts", "image", "photos", "market_reports",
    "next_steps", "tasks_done", "skipped", "summary", "checked_out", "forgot_to_check_out", "step_seconds",
    "checklist", "points", "work", "orders", "imeis", "said", "trained", "prices",
)  # fmt: skip
OF_POSITION = ("lon", "lat", "accuracy_metres")
OF_PHOTO = ("client_id", "step", "sha256", "taken_at", "item")
OF_ARRIVAL = ("device_at", "entered_device_at", "outside_reason", "note")


def read_visit(payload: Any, mistakes: list[Mistake]) -> VisitSent | None:
    """Read a payload; what is wrong with its shape is appended to the mistakes, and then nothing is returned."""
    reader = Reader(payload, "", mistakes)
    reader.only(*PARTS)
    out = reader.part("checked_out")
    out.only("device_at")
    visit = VisitSent(
        client_id=reader.uuid("client_id"),
        store=reader.text("store", 40),
        arrival=_arrival(reader.part("checked_in"), reader.moment("sent_device_at")),
        counts=tuple(_count(row) for row in reader.rows("counts")),
        image=_image(reader.part("image")) if reader.given.get("image") is not None else None,
        photos=tuple(_photo(row) for row in reader.rows("photos")),
        market_reports=tuple(_report(row) for row in reader.rows("market_reports")),
        next_steps=tuple(_next_step(row) for row in reader.rows("next_steps")),
        skipped=dict(_skip(row) for row in reader.rows("skipped")),
        summary=reader.text("summary", 2000, is_needed=False),
        checked_out_device_at=out.moment("device_at"),
        is_forgotten=reader.flag("forgot_to_check_out"),
        checklist=reader.whole("checklist", 1, MOST_PIECES, is_needed=False),
        points=tuple(_point(row) for row in reader.rows("points")),
        orders=tuple(_order(row) for row in reader.rows("orders")),
        imeis=tuple(_imei(row) for row in reader.rows("imeis")),
        said=tuple(_said(row) for row in reader.rows("said")),
        prices=tuple(_price(row) for row in reader.rows("prices")),
        trained=tuple(_trained(row) for row in reader.rows("trained")),
        work=tuple(_work(row) for row in reader.rows("work")),
        tasks_done=tuple(_task_done(row) for row in reader.rows("tasks_done")),
        step_seconds=dict(_seconds(row) for row in reader.rows("step_seconds")),
    )
    _check_times(visit, out)
    return None if mistakes else visit


def without_position(payload: Mapping[str, Any]) -> dict[str, Any]:
    """A payload as it may be kept when it was not taken: nothing in it says where its sender was.

    Of the whole and of the arrival only the known parts stay, for a part that is not known may hold anything; a
    photo's bytes go too, as a camera writes its place into them.
    """
    kept = {name: payload[name] for name in PARTS if name in payload}
    if "checked_in" in kept:
        kept["checked_in"] = _only(kept["checked_in"], OF_ARRIVAL)
    if "photos" in kept:
        photos = kept["photos"] if isinstance(kept["photos"], list) else []
        kept["photos"] = [_only(photo, OF_PHOTO) for photo in photos]
    return kept


def _only(part: Any, names: Iterable[str]) -> dict[str, Any]:
    return {name: part[name] for name in names if name in part} if isinstance(part, dict) else {}


def _arrival(row: Reader, sent_device_at: datetime | None) -> Arrival:
    row.only(*OF_POSITION, *OF_ARRIVAL)
    has_position = row.given.get("lon") is not None or row.given.get("lat") is not None
    position = None
    if has_position:
        accuracy = row.whole("accuracy_metres", 0, WORST_ACCURACY_METRES, is_needed=False) or 0
        position = Position(row.degrees("lon", 180), row.degrees("lat", 90), accuracy)
    return Arrival(
        position=position,
        device_at=row.moment("device_at"),
        sent_device_at=sent_device_at,
        entered_device_at=row.moment("entered_device_at"),
        outside_reason=row.choice("outside_reason", OutsideReason, is_needed=False),
        outside_note=row.text("note", 200, is_needed=False),
    )


def _count(row: Reader) -> CountSent:
    row.only("sku", "stock", "sold")
    counted = Counted(
        row.whole("stock", 0, MOST_PIECES, is_needed=False),
        row.whole("sold", -MOST_PIECES, MOST_PIECES, is_needed=False),
    )
    if counted.is_empty:
        row.say("", _("has neither stock nor sold"))
    return CountSent(row.text("sku", 40), counted)


def _image(row: Reader) -> ImageSent:
    row.only("standard_version", "items")
    items = tuple(_item(item) for item in row.rows("items"))
    return ImageSent(row.whole("standard_version", 1, MOST_PIECES), items)


def _item(row: Reader) -> ItemSent:
    row.only("position", "measured", "not_applicable")
    is_out = row.flag("not_applicable")
    if is_out and row.given.get("measured") is not None:
        row.say("", _("is measured and not applicable at once"))
    measured = None if is_out else row.whole("measured", 0, 32_767)
    return ItemSent(row.whole("position", 0, 32_767), Measured(measured, is_out))


def _photo(row: Reader) -> PhotoSent:
    row.only(*OF_PHOTO, "content_base64")
    is_separate = row.given.get("content_base64") is None and row.given.get("sha256") is not None
    content = None if is_separate else row.value("content_base64", base64_bytes, _("must be base64")) or b""
    told = row.value("sha256", sha256_hex, _("must be 64 hexadecimal digits"), is_needed=is_separate)
    found = told if content is None else hashlib.sha256(content).hexdigest()
    if told and found != told:
        row.say("sha256", _("does not belong to the content"))
    step = row.choice("step", VisitStep, is_needed=False) or VisitStep.PHOTO
    item = row.whole("item", 0, 32_767, is_needed=False)
    return PhotoSent(row.uuid("client_id"), step, found or "", content, row.moment("taken_at"), item)


def _report(row: Reader) -> ReportSent:
    row.only("client_id", "kind", "what", "strength", "since_on", "suggestion", "competitor")
    finding = Finding(
        kind=row.choice("kind", ReportKind),
        what=row.text("what", 1000),
        strength=row.choice("strength", ReportStrength),
        since_on=row.day("since_on", is_needed=False),
        suggestion=row.text("suggestion", 1000, is_needed=False),
        competitor=row.text("competitor", 40, is_needed=False),
    )
    return ReportSent(row.uuid("client_id"), finding)


def _next_step(row: Reader) -> NextStepSent:
    row.only("client_id", "title", "due_on")
    return NextStepSent(row.uuid("client_id"), row.text("title", 200), row.day("due_on"))


def _point(row: Reader) -> PointDone:
    row.only("point", "words")
    return PointDone(row.whole("point", 1, 32_767), row.text("words", 200, is_needed=False))


def _order(row: Reader) -> OrderSent:
    row.only("model", "quantity", "suggested")
    quantity = row.whole("quantity", 1, MOST_PIECES)
    return OrderSent(row.text("model", 40), quantity, row.whole("suggested", 0, MOST_PIECES, is_needed=False))


def _imei(row: Reader) -> ImeiSent:
    row.only("sku", "imei")
    return ImeiSent(row.text("sku", 40), row.text("imei", 20))


def _price(row: Reader) -> PriceSent:
    row.only("sku", "price_yuan")
    price = row.yuan("price_yuan", MOST_YUAN, least=LEAST_YUAN, is_needed=True)
    return PriceSent(row.text("sku", 40), price or LEAST_YUAN)


def _said(row: Reader) -> StepSaid:
    row.only("step", "words")
    step = row.choice("step", VisitStep)
    if step and step not in SAID_STEPS:
        row.say("step", _("must be one of %(names)s") % {"names": ", ".join(SAID_STEPS)})
    return StepSaid(step, row.text("words", 200, is_needed=False))


def _trained(row: Reader) -> Trained:
    row.only("topic", "people")
    return Trained(row.text("topic", 120), row.whole("people", 1, MOST_PEOPLE))


def _work(row: Reader) -> WorkSaid:
    row.only("key", "said")
    said = row.part("said").given
    if not all(isinstance(told, str | int | float | bool | None) for told in said.values()):
        row.say("said", _("must be single values"))
    return WorkSaid(row.text("key", 60), said)


def _task_done(row: Reader) -> TaskDone:
    row.only("task", "outcome")
    return TaskDone(row.uuid("task"), row.text("outcome", 200, is_needed=False))


def _skip(row: Reader) -> tuple[str, str]:
    row.only("step", "reason")
    return row.choice("step", VisitStep), row.text("reason", 200)


def _seconds(row: Reader) -> tuple[str, int]:
    row.only("step", "seconds")
    return row.choice("step", VisitStep), row.whole("seconds", 0, LONGEST_STEP_SECONDS) or 0


def _check_times(visit: VisitSent, out: Reader) -> None:
    began, ended = visit.arrival.device_at, visit.checked_out_device_at
    if began and ended and ended < began:
        out.say("device_at", _("lies before the check-in"))
    if ended and visit.is_forgotten:
        out.say("device_at", _("a visit that was forgotten has no check-out"))
