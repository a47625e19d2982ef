"""The visit on the phone without a network: its pages, its worker, and the data of the day (handbook H5.4).

The pages hold nobody's data and are open to all: what a browser keeps for later is never a private page, nor
the login page that a private one turned into.
"""

import gzip
import hashlib
import json

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from salesops.accounts.choices import Role
from visits.choices import OutsideReason, ReportKind, ReportStrength, VisitStep
from visits.evidence_words import words_for_phones
from visits.selectors.day_pack import day_pack
from visits.shell import icons, shell_files, worker_script
from visits.views.parts import quick_steps

LANGUAGES = [code for code, _name in settings.LANGUAGES]
A_YEAR_SECONDS = 366 * 24 * 3600
MOST_DIGESTS = 500


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
@require_safe
def phone_day(request: HttpRequest) -> HttpResponse:
    """All that the phone needs for its days, compressed; what it has already (`have`) comes as a digest alone."""
    if request.actor.role != Role.REP:
        raise PermissionDenied
    on = timezone.localdate()
    parts = day_pack(request.actor, on)
    digests = "".join(f"{part.name}:{part.digest};" for part in parts)
    etag = f'"{hashlib.sha256(f"{on}{request.actor.user_id}{digests}".encode()).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == etag:
        response = HttpResponse(status=304)
    else:
        have = set(request.GET.get("have", "").split(",")[:MOST_DIGESTS])
        response = _packed({"on": on.isoformat(), "user": request.actor.user_id, "parts": _parts(parts, have)})
    response["ETag"] = etag
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


def _parts(parts, have: set[str]) -> list[dict]:
    return [
        {"name": part.name, "digest": part.digest} | ({} if part.digest in have else {"content": part.content})
        for part in parts
    ]


def _packed(content: dict) -> HttpResponse:
    written = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    response = HttpResponse(gzip.compress(written, mtime=0), content_type="application/json")
    response["Content-Encoding"] = "gzip"
    return response


def _check_language(language: str) -> None:
    if language not in LANGUAGES:
        raise Http404
