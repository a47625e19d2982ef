"""Gives each request its actor, made afresh so that changed rights hold at once; tells pages whose session it is;
leads those first to their password or second factor who owe it; writes down which files people take out."""

from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import Message
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect

from salesops.accounts.actor import actor_for
from salesops.accounts.choices import SEEN_AT
from salesops.accounts.rules import owes_new_password
from salesops.accounts.services import record_taken_out

PERSON_COOKIE = "person"
TOUCHED_EVERY = timedelta(minutes=5)
# Files without anybody's data.
EMPTY_FILES = {"exchange:import_template", "exchange:import_sample"}
# What stays open to a person that owes its login something: to do it, to leave, and to read it in its language.
_ALWAYS_OPEN = {
    *("accounts:login", "accounts:login_code", "accounts:logout", "accounts:password_change", "web:language"),
    *("accounts:factor", "accounts:factor_begin", "accounts:factor_confirm"),
    *("healthz", "readyz", "metrics"),
}


class ActorMiddleware:
    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = None
        if request.user.is_authenticated:
            now = timezone.now()
            request.actor = actor_for(request.user, timezone.localdate(now))
            _touch(request.session, now)
        response = self.get_response(request)
        _tell_person(request, response)
        return response


class OwedMiddleware:
    """Lets a person do nothing else before it changed a password that others know, or set up the factor it needs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        if not request.user.is_authenticated or request.resolver_match.view_name in _ALWAYS_OPEN:
            return None
        page = _owed_page(request.user)
        if page is None:
            return None
        return HttpResponseClientRedirect(resolve_url(page)) if request.htmx else redirect(page)


def _owed_page(user) -> str | None:
    if owes_new_password(user, is_demonstration=settings.SALESOPS_DEMO):
        return "accounts:password_change"
    return "accounts:factor" if user.owes_factor else None


class TakenOutMiddleware:
    """Writes down each file that is given to a person to keep: lists, sheets and workbooks of every room alike."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        name = _name_of_attachment(response)
        if name and request.actor and request.resolver_match.view_name not in EMPTY_FILES:
            page = request.resolver_match.view_name
            record_taken_out(request.user, file_name=name, page=page, actor=request.actor, at=timezone.now())
        return response


def _name_of_attachment(response: HttpResponse) -> str:
    if response.status_code != HTTPStatus.OK or not response.get("Content-Disposition", "").startswith("attachment"):
        return ""
    header = Message()
    header["Content-Disposition"] = response["Content-Disposition"]
    return header.get_filename("")


def _touch(session, at: datetime) -> None:
    """Note in the session that it is in use: one write in five minutes, and no read, as it is loaded already."""
    seen = session.get(SEEN_AT)
    if seen is not None and at.timestamp() - seen >= TOUCHED_EVERY.total_seconds():
        session[SEEN_AT] = int(at.timestamp())


def _tell_person(request: HttpRequest, response: HttpResponse) -> None:
    """Keep the person's id where the page can read it: what a phone holds of one is never shown to the next.

    Nothing here believes it.
    """
    person = str(request.user.pk) if request.user.is_authenticated else ""
    if person == request.COOKIES.get(PERSON_COOKIE, ""):
        return
    if person:
        response.set_cookie(
            PERSON_COOKIE,
            person,
            max_age=settings.SESSION_COOKIE_AGE,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )
    else:
        response.delete_cookie(PERSON_COOKIE, samesite="Lax")
