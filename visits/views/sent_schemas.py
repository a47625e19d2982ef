"""What phones and the route editor send and are answered, for the OpenAPI document (H13, docs/submit_visit.md)."""

from salesops.web.openapi import (
    ANY,
    DAY,
    FLAG,
    MOMENT,
    NUMBER,
    SHA256,
    TEXT,
    UUID,
    WHOLE,
    Operation,
    Schema,
    list_of,
    or_null,
    record,
    whole_record,
)
from visits.choices import OutsideReason, ParkedKind, ReportKind, ReportStrength, VisitStep


def _one_of(choices) -> Schema:
    return {"enum": list(choices.values)}


_STEP = _one_of(VisitStep)
_CHECKED_IN = record(
    device_at=MOMENT,
    entered_device_at=MOMENT,
    lon={"type": "number", "minimum": -180, "maximum": 180},
    lat={"type": "number", "minimum": -90, "maximum": 90},
    accuracy_metres=WHOLE,
    outside_reason=_one_of(OutsideReason),
    note=TEXT,
)
_PHOTO = record(
    "client_id", client_id=UUID, step=_STEP, content_base64=TEXT, sha256=SHA256, taken_at=MOMENT, item=WHOLE
)
_REPORT = record(
    "client_id",
    client_id=UUID,
    kind=_one_of(ReportKind),
    what=TEXT,
    strength=_one_of(ReportStrength),
    since_on=DAY,
    suggestion=TEXT,
    competitor=ANY,
)
VISIT = record(
    "client_id",
    "store",
    client_id=UUID,
    store=TEXT,
    checked_in=_CHECKED_IN,
    checked_out=record(device_at=MOMENT),
    forgot_to_check_out=FLAG,
    checklist=WHOLE,
    counts=list_of(record("sku", sku=TEXT, stock=WHOLE, sold=WHOLE)),
    image=record(
        standard_version=WHOLE, items=list_of(record("position", position=WHOLE, measured=WHOLE, not_applicable=FLAG))
    ),
    photos=list_of(_PHOTO),
    market_reports=list_of(_REPORT),
    next_steps=list_of(record("client_id", client_id=UUID, title=TEXT, due_on=DAY)),
    tasks_done=list_of(record("task", task=UUID, outcome=TEXT)),
    skipped=list_of(record("step", step=_STEP, reason=TEXT)),
    said=list_of(record("step", step=_STEP, words=TEXT)),
    points=list_of(record("point", point=WHOLE, words=TEXT)),
    trained=list_of(record("topic", topic=TEXT, people=WHOLE)),
    orders=list_of(record("model", model=TEXT, quantity=WHOLE, suggested=WHOLE)),
    prices=list_of(record("sku", sku=TEXT, price_yuan=TEXT)),
    imeis=list_of(record("sku", sku=TEXT, imei=TEXT)),
    work=list_of(record("key", key=TEXT, said=record(others=ANY))),
    step_seconds=list_of(record("step", step=_STEP, seconds=WHOLE)),
    summary=TEXT,
)

BROKEN = whole_record(broken=FLAG)
_MISTAKE = whole_record(path=TEXT, words=TEXT)
_PARKED = whole_record(
    client_id=UUID, body_sha256=SHA256, parked=TEXT, kind=_one_of(ParkedKind), mistakes=list_of(_MISTAKE)
)
_RECEIPT = whole_record(number=WHOLE, content_sha256=SHA256, chain_sha256=SHA256, received_at=MOMENT)
_STORED = record(
    "client_id",
    "id",
    "status",
    others=ANY,
    client_id=UUID,
    id=WHOLE,
    status=TEXT,
    store=TEXT,
    visited_on=DAY,
    minutes=or_null(WHOLE),
    marks=list_of(TEXT),
    imeis=list_of(whole_record(imei=TEXT, is_good=FLAG, words=TEXT)),
    received_at=or_null(MOMENT),
)
_DIGESTED = {"X-Body-Sha256": SHA256, "X-Device-At": MOMENT, "X-Person": TEXT}

VISIT_SENT = Operation(
    method="post",
    headers=_DIGESTED,
    body=VISIT,
    answers={
        200: whole_record(client_id=UUID, body_sha256=SHA256, receipt=_RECEIPT, visit=_STORED),
        400: BROKEN,
        403: None,
        409: _PARKED,
        422: _PARKED,
    },
)
PHOTO_SENT = Operation(
    method="post",
    headers={
        "X-Person": TEXT,
        "X-Offset": WHOLE,
        "X-Visit": UUID,
        "X-Sha256": SHA256,
        "X-Size": WHOLE,
        "X-Step": _STEP,
        "X-Taken-At": MOMENT,
    },
    body={},
    body_media="application/octet-stream",
    answers={
        200: record(
            "client_id",
            "sha256",
            "received_bytes",
            client_id=UUID,
            sha256=SHA256,
            received_bytes=WHOLE,
            is_received=FLAG,
            refusal=TEXT,
        ),
        400: BROKEN,
        403: None,
        409: whole_record(client_id=UUID, sha256=SHA256, received_bytes=WHOLE),
        422: whole_record(client_id=UUID, sha256=SHA256, refusal=TEXT),
    },
)
WHO = Operation(answers={200: whole_record(user=WHOLE, name=TEXT, is_rep=FLAG, token=TEXT, at=MOMENT)})
_PART = record("name", "digest", name=TEXT, digest=TEXT, content=ANY)
DAY_PACK = Operation(
    method="post",
    headers={"X-Person": TEXT},
    body=record(have=list_of(TEXT), etag=or_null(TEXT), after=TEXT, until=or_null(TEXT)),
    answers={
        200: record("on", "user", "etag", on=DAY, user=WHOLE, etag=TEXT, is_same=FLAG, parts=list_of(_PART)),
        400: BROKEN,
        403: None,
    },
)
MANIFEST = Operation(
    is_open=True,
    media="application/manifest+json",
    answers={200: record("id", "name", "start_url", others=ANY, id=TEXT, name=TEXT, start_url=TEXT)},
)

_ORDERS = whole_record(
    orders={"type": "object", "patternProperties": {"^[0-9]+$": list_of(WHOLE)}, "additionalProperties": False},
    revision=WHOLE,
)
_REFUSAL = whole_record(refusal=TEXT)
_TOTALS = whole_record(travel=NUMBER, metres=NUMBER, visits=WHOLE, breaks=WHOLE)
ROUTE_TRIED = Operation(
    method="post",
    body=_ORDERS,
    answers={
        200: whole_record(
            revision=WHOLE,
            days=list_of(record(others=ANY)),
            stores=list_of(whole_record(store=WHOLE, breaks=list_of(TEXT))),
            totals=_TOTALS,
        ),
        400: None,
        422: _REFUSAL,
    },
)
ROUTE_ARRANGED = Operation(
    method="post",
    body=_ORDERS,
    answers={200: whole_record(revision=WHOLE, address=TEXT), 400: None, 409: _REFUSAL, 422: _REFUSAL},
)
CALENDAR = Operation(
    media="text/calendar",
    query={"rep": WHOLE, "on": DAY, "until": DAY, "span": TEXT},
    answers={200: TEXT, 404: None},
)
SUBSCRIBED_CALENDAR = Operation(media="text/calendar", is_open=True, answers={200: TEXT})
