"""Keep users: who they are, their role, and whether they may come in (handbook H0)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from salesops.accounts.actor import Actor
from salesops.accounts.choices import Role
from salesops.accounts.models import User
from salesops.accounts.rules import keeps_people
from salesops.accounts.services.sessions import end_sessions
from salesops.errors import DomainError
from salesops.workflow.services import create_with_history, record_change, update_with_history


class LastAdmin(DomainError):
    """Without an admin nobody could let anybody in again."""


def create_user(values: Mapping[str, Any], *, password: str, actor: Actor, at: datetime) -> User:
    """Make a user with a first password, to be changed by the person."""
    _require(actor)
    user = User(**values, must_change_password=True)
    user.set_password(password)
    return create_with_history(user, actor=actor, at=at)


@transaction.atomic
def edit_user(user: User, values: Mapping[str, Any], *, revision: int, actor: Actor, at: datetime) -> User:
    """Change name, role, center or contact; new rights hold at the person's next request."""
    _require(actor)
    _keep_an_admin(user, stays=values.get("role", user.role) == Role.ADMIN)
    return update_with_history(user, values, revision=revision, actor=actor, at=at)


@transaction.atomic
def set_active(user: User, is_active: bool, *, actor: Actor, at: datetime) -> User:
    """Let a user in, or shut it out at its next request and for all its logins; what it did stays."""
    _require(actor)
    if not is_active and user.pk == actor.user_id:
        raise DomainError(_("You cannot deactivate yourself."))
    _keep_an_admin(user, stays=is_active)
    fresh = User.objects.select_for_update().get(pk=user.pk)
    if not is_active:
        end_sessions(fresh, actor=actor, at=at)
    return update_with_history(
        fresh,
        {"is_active": is_active},
        revision=fresh.revision,
        actor=actor,
        at=at,
        step="reactivate" if is_active else "deactivate",
    )


@transaction.atomic
def set_password(user: User, password: str, *, keep: str | None = None, actor: Actor, at: datetime) -> User:
    """Give a user a new password; its sessions end but the one to keep. Users do so for themselves, admins for all.

    What an admin gave is known to two people, so the person has to change it at its next login.
    """
    if actor.user_id != user.pk:
        _require(actor)
    user.set_password(password)
    user.must_change_password = actor.user_id != user.pk
    user.save(update_fields=["password", "must_change_password"])
    record_change(user, {}, actor=actor, at=at, step="set password")
    end_sessions(user, keep=keep, actor=actor, at=at)
    return user


def choose_language(user: User, language: str) -> None:
    """Remember in which language a person reads; a habit, not a fact worth a history."""
    User.objects.filter(pk=user.pk).exclude(language=language).update(language=language)


def see_first_steps(user: User, *, at: datetime) -> None:
    """Remember that a person knows its way; a habit, not a fact worth a history."""
    User.objects.filter(pk=user.pk, first_steps_seen_at__isnull=True).update(first_steps_seen_at=at)


def _keep_an_admin(user: User, *, stays: bool) -> None:
    """Lock the admins, so that two of them cannot remove each other at once."""
    admins = User.objects.select_for_update().filter(role=Role.ADMIN, is_active=True)
    if not stays and set(admins.values_list("pk", flat=True)) == {user.pk}:
        raise LastAdmin(_("This is the last active admin. Make another one first."))


def _require(actor: Actor) -> None:
    if not keeps_people(actor):
        raise PermissionDenied("users")
