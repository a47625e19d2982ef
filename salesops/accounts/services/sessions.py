"""Let people in and out: each login is a row that can be ended, and leaves its trace (handbook H0)."""

from datetime import datetime

from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.crypto import salted_hmac

from salesops.accounts.actor import Actor
from salesops.accounts.devices import device_of
from salesops.accounts.models import LoginSession, User
from salesops.accounts.rules import keeps_people
from salesops.workflow.models import AuditEvent


@transaction.atomic
def open_session(user: User, key: str, *, user_agent: str, network: str, actor: Actor, at: datetime) -> LoginSession:
    """Write down that a person came in, under the key of its new session."""
    login = LoginSession.objects.create(
        user=user, session_id=key, user_agent=user_agent[:200], network=network, created_at=at
    )
    AuditEvent.record(user, "log in", actor=actor, at=at, reason=from_where(login.user_agent, network))
    return login


def record_failed_login(username: str, *, user_agent: str, network: str, at: datetime) -> AuditEvent:
    """Write down a refused login.

    A name that nobody has may be a password in the wrong field: only a keyed hash of it stays.
    """
    user = User.objects.filter(username=username).first()
    where = from_where(user_agent[:200], network)
    if user is None:
        where = f"{where} #{salted_hmac('failed login', username, algorithm='sha256').hexdigest()[:16]}"
    return AuditEvent.record(user or User(pk=0), "log in failed", actor=Actor.system("login"), at=at, reason=where)


def record_log_out(user: User, *, actor: Actor, at: datetime) -> AuditEvent:
    """Write down that a person left; Django ends the session, and its row goes with it."""
    return AuditEvent.record(user, "log out", actor=actor, at=at)


@transaction.atomic
def end_session(login: LoginSession, *, actor: Actor, at: datetime) -> None:
    """End one of one's own logins: its next request has to log in."""
    if login.user_id != actor.user_id:
        raise PermissionDenied("sessions")
    where = from_where(login.user_agent, login.network)
    AuditEvent.record(login.user, "end session", actor=actor, at=at, reason=where)
    Session.objects.filter(pk=login.session_id).delete()


@transaction.atomic
def end_sessions(user: User, *, keep: str | None = None, actor: Actor, at: datetime) -> int:
    """End all logins of a person but the one to keep: the person's own deed, or an admin's. Returns how many."""
    if user.pk != actor.user_id and not keeps_people(actor):
        raise PermissionDenied("sessions")
    keys = list(user.login_sessions.exclude(session_id=keep or "").values_list("session_id", flat=True))
    if keys:
        Session.objects.filter(pk__in=keys).delete()
        AuditEvent.record(user, "end sessions", actor=actor, at=at, after=str(len(keys)))
    return len(keys)


def carry_session(login: LoginSession, key: str) -> LoginSession:
    """Keep telling of a login whose session was given a new key, as after a changed password."""
    return LoginSession.objects.create(
        user_id=login.user_id,
        session_id=key,
        user_agent=login.user_agent,
        network=login.network,
        created_at=login.created_at,
    )


def from_where(user_agent: str, network: str) -> str:
    """Device and network in the trail's words, such as "Chrome, Android · 203.0.113.*"."""
    return " · ".join(part for part in (device_of(user_agent), network) if part)
