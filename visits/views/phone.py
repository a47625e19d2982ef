"""The visit on the phone without a network: its pages, its worker, and the data of the day (handbook H5.4).

The pages hold nobody's data and are open to all: what a browser keeps for later is never a private page, nor
the login page that a private one turned into.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST, require_safe

from salesops.accounts.choices import Role
from salesops.web.openapi import described
from visits.choices import OutsideReason, ReportKind, ReportStrength, VisitStep
from visits.evidence_words import words_for_phones
from visits.selectors.day_pack import Part, day_pack
from visits.shell import icons, shell_files, worker_script
from visits.views.parts import quick_steps
from visits.views.sending import BROKEN, not_the_sender
from visits.views.sent_schemas import DAY_PACK, MANIFEST

LANGUAGES = [code for code, _name in settings.LANGUAGES]
A_YEAR_SECONDS = 366 * 24 * 3600
MOST_DIGESTS = 500
COMPACT = {"ensure_ascii": False, "separators": (",", ":")}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a phone has of its day, and the span of parts that it asks for."""

    have: frozenset[str]
    etag: str | None
    after: str
    until: str | None


@login_required
@require_safe
def phone(request: HttpRequest) -> HttpResponse:
    """The app in the reader's language; a phone that has it opens it without asking here."""
    if request.actor.role != Role.REP:
        raise PermissionDenied
    return redirect("visits:phone_app", language=translation.get_language())


@require_safe
def phone_app(request: HttpRequest, language: str) -> HttpResponse:
    """The frame of all screens, with every word they may say and nobody's data."""
    _check_language(language)
    with translation.override(language):
        context = {
            "title": _("Today"),
            "language": language,
            "languages": LANGUAGES,
            "steps": VisitStep.choices,
            "quick_steps": quick_steps(),
            "marks": words_for_phones(),
            "reasons": [choice for choice in OutsideReason.choices if choice[0]],
            "kinds": ReportKind.choices,
            "strengths": ReportStrength.choices,
        }
        response = render(request, "visits/phone/phone.html", context)
    patch_cache_control(response, no_cache=True)
    return response


@require_safe
@described(MANIFEST)
def phone_manifest(request: HttpRequest, language: str) -> HttpResponse:
    """What the home screen shows when the app is installed."""
    _check_language(language)
    with translation.override(language):
        manifest = {
            "id": reverse("visits:phone"),
            "name": _("Sales Ops"),
            "short_name": _("Sales Ops"),
            "description": _("The day's stores and visits, with or without a network"),
            "lang": language,
            "start_url": reverse("visits:phone"),
            "scope": "/",
            "display": "standalone",
            "background_color": "#f4f5f2",
            "theme_color": "#0f5e59",
            "icons": icons(),
        }
    return HttpResponse(json.dumps(manifest, ensure_ascii=False), content_type="application/manifest+json")


@require_safe
def phone_worker(request: HttpRequest) -> HttpResponse:
    """The service worker with the list of what it keeps; another list or file is another worker."""
    pages = tuple(reverse("visits:phone_app", args=[language]) for language in LANGUAGES)
    script = worker_script(pages=pages, start=reverse("visits:phone"), files=tuple(shell_files()))
    response = HttpResponse(script, content_type="text/javascript")
    # It answers for all pages, though it lies below one room.
    response["Service-Worker-Allowed"] = "/"
    patch_cache_control(response, no_cache=True)
    return response


@login_required
@require_POST
@gzip_page
@described(DAY_PACK)
def phone_day(request: HttpRequest) -> JsonResponse:
    """All that the phone needs for its days; of what it has already (`have`) the digest alone comes.

    A body, for the digests of some hundred stores are too long for an address. A phone with more than
    `MOST_DIGESTS` parts asks span by span: for the parts whose names come `after` one and go `until` another. The
    `etag` names the whole day: where the phone has it, the day is the same.
    """
    if (other := not_the_sender(request)) is not None:
        return other
    asked = _asked(request.body)
    if asked is None:
        return JsonResponse(BROKEN, status=400)
    on = timezone.localdate()
    parts = day_pack(request.actor, on)
    digests = "".join(f"{part.name}:{part.digest};" for part in parts)
    etag = hashlib.sha256(f"{on}{request.actor.user_id}{digests}".encode()).hexdigest()[:32]
    day = {"on": on.isoformat(), "user": request.actor.user_id, "etag": etag}
    told = {"is_same": True} if asked.etag == etag else {"parts": _parts(parts, asked)}
    response = JsonResponse(day | told, json_dumps_params=COMPACT)
    patch_cache_control(response, private=True, no_store=True)
    # Tells an emptied store from a new phone: a page cannot keep such a mark where browsers delete it.
    response.set_cookie(
        f"phone-{request.actor.user_id}",
        "1",
        max_age=A_YEAR_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return response


def _asked(body: bytes) -> Asked | None:
    """What the phone asks for, if it is well formed and not more than one question may name."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, dict):
        return None
    have, etag, after, until = told.get("have", []), told.get("etag"), told.get("after", ""), told.get("until")
    is_list = isinstance(have, list) and len(have) <= MOST_DIGESTS and all(isinstance(one, str) for one in have)
    if not is_list or not isinstance(after, str) or not isinstance(until, str | None):
        return None
    return Asked(frozenset(have), etag, after, until)


def _parts(parts: Iterable[Part], asked: Asked) -> list[dict[str, Any]]:
    return [
        {"name": part.name, "digest": part.digest} | ({} if part.digest in asked.have else {"content": part.content})
        for part in parts
        if part.name > asked.after and (asked.until is None or part.name <= asked.until)
    ]


def _check_language(language: str) -> None:
    if language not in LANGUAGES:
        raise Http404
