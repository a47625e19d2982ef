"""Gives each request its actor, made afresh so that changed rights hold at once; tells pages whose session it is."""

from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from salesops.accounts.actor import actor_for
from salesops.accounts.choices import SEEN_AT

PERSON_COOKIE = "person"
TOUCHED_EVERY = timedelta(minutes=5)


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
