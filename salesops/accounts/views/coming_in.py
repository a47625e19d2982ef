"""How a login becomes a session: at once, or after the second factor."""

from datetime import timedelta

from axes.helpers import get_client_ip_address
from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from salesops.accounts.actor import actor_for
from salesops.accounts.choices import SEEN_AT
from salesops.accounts.devices import network_of
from salesops.accounts.models import User
from salesops.accounts.services import open_session, record_log_out

HALF_IN = "half_in"
HALF_IN_FOR = timedelta(minutes=10)
_BACKEND = "salesops.accounts.backends.PeopleBackend"


def come_in(request: HttpRequest, user: User, address: str) -> HttpResponse:
    """Begin the session, give it its row, and speak the person's language; its use does not put off its end."""
    login(request, user, backend=_BACKEND)
    at, session = timezone.now(), request.session
    session[SEEN_AT] = int(at.timestamp())
    session.set_expiry(at + timedelta(seconds=settings.SESSION_COOKIE_AGE))
    actor = actor_for(user, timezone.localdate(at))
    open_session(user, session.session_key, **where_from(request), actor=actor, at=at)
    response = redirect(address)
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, user.language, samesite="Lax")
    return response


def stand_half_in(request: HttpRequest, user: User, address: str) -> HttpResponse:
    """Keep who gave the right password, for some minutes, in a new session that opens nothing yet."""
    request.session.flush()
    request.session[HALF_IN] = {
        "user": user.pk,
        "password": user.get_session_auth_hash(),
        "until": (timezone.now() + HALF_IN_FOR).timestamp(),
        "address": address,
    }
    return redirect("accounts:login_code")


def half_in(request: HttpRequest) -> tuple[User | None, str]:
    """Who stands half in and where it goes; nobody after its time or with another password."""
    kept = request.session.get(HALF_IN)
    if not kept or kept["until"] < timezone.now().timestamp():
        return None, ""
    user = User.objects.active().filter(pk=kept["user"]).first()
    if user is None or not constant_time_compare(user.get_session_auth_hash(), kept["password"]):
        return None, ""
    return user, kept["address"]


def leave(request: HttpRequest) -> None:
    record_log_out(request.user, actor=request.actor, at=timezone.now())
    logout(request)


def where_from(request: HttpRequest) -> dict[str, str]:
    """Program and network of a request, as the trail keeps them."""
    return {
        "user_agent": request.headers.get("User-Agent", "").replace("\0", ""),
        "network": network_of(get_client_ip_address(request)),
    }
