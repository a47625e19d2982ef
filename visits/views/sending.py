"""What phones send: visits whole, photos in pieces; each answer names what it is the answer to (handbook H5.4).

A phone takes for received only an answer that names its record's id and digest, so that no login page,
proxy's page or empty answer is ever taken for one. 400 and 5xx mean: send the same again later; after five
answers of 4xx without a reason the phone waits for the person's own wish.
"""

import hashlib
import json
import re
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from salesops.accounts.choices import Role
from salesops.errors import DomainError
from salesops.web.openapi import described
from salesops.web.typed import as_number
from visits.choices import VisitStep
from visits.models import Visit
from visits.selectors.received import receipt_state, stored_state
from visits.services.checkin import ClientIdTaken
from visits.services.mistakes import Mistake, PayloadRefused
from visits.services.parking import park_visit
from visits.services.photos import PhotoRefused, read_place
from visits.services.reader import sha256_hex
from visits.services.receive import OtherContent, receive_visit
from visits.services.uploads import Announced, PhotoDamaged, PieceOutOfPlace, take_piece
from visits.views.sent_schemas import PHOTO_SENT, VISIT_SENT, WHO

BROKEN = {"broken": True}
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


@login_required
@require_safe
@never_cache
@described(WHO)
def phone_who(request: HttpRequest) -> JsonResponse:
    """Whose session this is, a token to send with, and the time here: asked before anything is sent."""
    return JsonResponse(
        {
            "user": request.actor.user_id,
            "name": request.user.name,
            "is_rep": request.actor.role == Role.REP,
            "token": get_token(request),
            "at": timezone.now().isoformat(),
        }
    )


@login_required
@require_POST
@described(VISIT_SENT)
def visit_receive(request: HttpRequest, client_id: UUID) -> JsonResponse:
    """Take one whole visit: received with its receipt, refused with its reasons, or broken on the way."""
    if (other := not_the_sender(request)) is not None:
        return other
    digest = hashlib.sha256(request.body).hexdigest()
    payload = _payload(request, digest, client_id)
    if payload is None:
        return JsonResponse(BROKEN, status=400)
    named = {"client_id": str(client_id), "body_sha256": digest}
    try:
        visit = receive_visit(
            payload | {"sent_device_at": _device_time(request)}, actor=request.actor, at=timezone.now()
        )
    except (DomainError, PermissionDenied) as refusal:
        return JsonResponse(named | _parked(request, payload, client_id, digest, refusal), status=_status_of(refusal))
    return JsonResponse(named | {"receipt": receipt_state(visit), "visit": stored_state(visit)})


@login_required
@require_POST
@described(PHOTO_SENT)
def photo_receive(request: HttpRequest, client_id: UUID) -> JsonResponse:
    """Take a piece of a photo; the answer says how much is here, and when it is all."""
    if (other := not_the_sender(request)) is not None:
        return other
    announced, offset = _announced(request, client_id), as_number(request.headers.get("X-Offset", ""))
    if announced is None or offset is None:
        return JsonResponse(BROKEN, status=400)
    named = {"client_id": str(client_id), "sha256": announced.sha256}
    try:
        upload = take_piece(announced, offset=offset, content=request.body, actor=request.actor, at=timezone.now())
    except PieceOutOfPlace as refusal:
        return JsonResponse(named | {"received_bytes": refusal.received_bytes}, status=409)
    except PhotoDamaged:
        return JsonResponse(named | {"received_bytes": 0}, status=409)
    except (ClientIdTaken, PhotoRefused) as refusal:
        return JsonResponse(named | {"refusal": str(refusal)}, status=422)
    state = {"received_bytes": upload.received_bytes, "is_received": upload.is_settled, "refusal": upload.refusal}
    return JsonResponse(named | state)


def not_the_sender(request: HttpRequest) -> JsonResponse | None:
    """A phone says whose data it sends; under the session of somebody else nothing is taken."""
    if request.actor.role != Role.REP:
        raise PermissionDenied("sends")
    told = request.headers.get("X-Person", "")
    if told and told != str(request.actor.user_id):
        return JsonResponse({"other_person": True}, status=403)
    return None


def _payload(request: HttpRequest, digest: str, client_id: UUID) -> dict[str, Any] | None:
    """The visit that was sent, if it arrived whole."""
    told = request.headers.get("X-Body-Sha256", "")
    try:
        payload = _storable(json.loads(request.body))
    except (ValueError, RecursionError):
        return None
    is_whole = isinstance(payload, dict) and told in ("", digest) and payload.get("client_id") == str(client_id)
    return payload if is_whole else None


def _storable(value: Any) -> Any:
    """The same with a mark for each character that no database keeps, such as half an emoji that a field cut off."""
    if isinstance(value, str):
        return UNSTORABLE.sub("\ufffd", value)
    if isinstance(value, list):
        return [_storable(one) for one in value]
    if isinstance(value, dict):
        return {_storable(key): _storable(one) for key, one in value.items()}
    return value


def _device_time(request: HttpRequest) -> str | None:
    """The phone's clock as it sends; not part of what is sent, which stays the same at each sending."""
    told = request.headers.get("X-Device-At", "")
    try:
        moment = parse_datetime(told)
    except ValueError:
        moment = None
    return told if moment is not None and moment.tzinfo is not None else None


def _parked(
    request: HttpRequest, payload: dict[str, Any], client_id: UUID, digest: str, refusal: Exception
) -> dict[str, Any]:
    mistakes = refusal.mistakes if isinstance(refusal, PayloadRefused) else [Mistake("", str(refusal))]
    visit: Visit | None = refusal.visit if isinstance(refusal, OtherContent) else None
    parked = park_visit(
        payload,
        client_id=client_id,
        body_sha256=digest,
        mistakes=mistakes,
        visit=visit,
        actor=request.actor,
        at=timezone.now(),
    )
    reasons = [{"path": mistake.path, "words": mistake.words} for mistake in mistakes]
    return {"parked": parked.get_absolute_url(), "kind": parked.kind, "mistakes": reasons}


def _status_of(refusal: Exception) -> int:
    return 409 if isinstance(refusal, ClientIdTaken) else 422


def _announced(request: HttpRequest, client_id: UUID) -> Announced | None:
    """What the headers of a piece say of its photo."""
    told = request.headers
    size, step = as_number(told.get("X-Size", "")), told.get("X-Step", "")
    try:
        visit_id, sha256 = UUID(told.get("X-Visit", "")), sha256_hex(told.get("X-Sha256", ""))
        taken_at = parse_datetime(told.get("X-Taken-At", ""))
    except ValueError:
        return None
    if not size or step not in VisitStep.values or (taken_at is not None and taken_at.tzinfo is None):
        return None
    place = read_place(told.get("X-Place", ""))
    return Announced(client_id, visit_id, sha256, size, VisitStep(step), taken_at, place)
