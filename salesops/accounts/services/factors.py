"""Set up, ask for, and take away the second factor of a login (handbook H0; RFC 6238)."""

import hmac
import secrets
from base64 import b32encode
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

import pyotp
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from salesops.accounts.actor import Actor
from salesops.accounts.models import LoginRule, RecoveryCode, SecondFactor, User
from salesops.accounts.rules import keeps_people, may_reset_factor
from salesops.accounts.services.sessions import end_sessions
from salesops.errors import DomainError
from salesops.notices.services import tell
from salesops.sealing import seal, sealed_anew, unseal
from salesops.workflow.models import AuditEvent
from salesops.workflow.services import update_with_history

HALF_MINUTE = 30
# The clocks of phones go wrong by some seconds: the code before and the one after hold too.
NEIGHBOURS = (0, -1, 1)
MOST_WRONG, CLOSED_FOR = 5, timedelta(minutes=15)
RECOVERY_CODES, RECOVERY_BYTES = 10, 10


class Checked(StrEnum):
    """What became of a typed code."""

    RIGHT = "right"
    WRONG = "wrong"
    CLOSED = "closed"


class FactorRefused(DomainError):
    """The factor is there already, is not there, or the role needs it."""


@transaction.atomic
def begin_factor(user: User, *, at: datetime) -> SecondFactor:
    """A new secret for the person's authenticator, which counts for nothing before a code confirms it."""
    factor = SecondFactor.objects.select_for_update().filter(user=user).first() or SecondFactor(user=user)
    if factor.confirmed_at is not None:
        raise FactorRefused(_("Your login has a second factor already."))
    factor.secret, factor.created_at = seal(pyotp.random_base32()), at
    factor.save()
    return factor


@transaction.atomic
def confirm_factor(user: User, typed: str, *, keep: str, actor: Actor, at: datetime) -> list[str]:
    """Let the factor count from now on, by a first code; the person's other logins end.

    Returns the recovery codes, which nobody sees again.
    """
    factor = SecondFactor.objects.select_for_update().filter(user=user, confirmed_at__isnull=True).first()
    if factor is None:
        raise FactorRefused(_("There is nothing to confirm. Please begin again."))
    step = _step_of(factor, typed, at)
    if step is None:
        raise FactorRefused(_("This code is not right. Look at the clock of your phone and try the next one."))
    factor.confirmed_at, factor.last_step = at, step
    factor.save(update_fields=["confirmed_at", "last_step"])
    AuditEvent.record(user, "set up factor", actor=actor, at=at)
    end_sessions(user, keep=keep, actor=actor, at=at)
    _tell(user, "factor_set_up", {}, at)
    return _new_recovery_codes(factor)


@transaction.atomic
def check_code(user: User, typed: str, *, where: str = "", at: datetime) -> Checked:
    """Whether the code of the authenticator, or a recovery code, is right; each is taken once.

    After some wrong ones all are refused for a while, right ones too. `where` is told in the trail.
    """
    factor = SecondFactor.objects.select_for_update().get(user=user, confirmed_at__isnull=False)
    if factor.closed_until is not None and at < factor.closed_until:
        return Checked.CLOSED
    step = _step_of(factor, typed, at)
    if step is not None:
        factor.last_step = step
    elif not _use_recovery_code(factor, typed, where=where, at=at):
        return _count_wrong(factor, where, at)
    factor.wrong_codes, factor.closed_until = 0, None
    factor.save(update_fields=["last_step", "wrong_codes", "closed_until"])
    return Checked.RIGHT


@transaction.atomic
def renew_recovery_codes(user: User, *, actor: Actor, at: datetime) -> list[str]:
    """New recovery codes in place of those that are left."""
    factor = _confirmed(user)
    AuditEvent.record(user, "renew recovery codes", actor=actor, at=at)
    return _new_recovery_codes(factor)


@transaction.atomic
def remove_factor(user: User, *, actor: Actor, at: datetime) -> None:
    """Take one's own second factor away, where the role does not need one."""
    if user.pk != actor.user_id:
        raise PermissionDenied("second factor")
    if LoginRule.objects.filter(role=user.role, needs_second_factor=True).exists():
        raise FactorRefused(_("Your role needs a second factor."))
    _confirmed(user).delete()
    AuditEvent.record(user, "remove factor", actor=actor, at=at)
    _tell(user, "factor_taken_away", {"who": str(user), "reason": ""}, at)


@transaction.atomic
def reset_factor(user: User, *, actor: Actor, at: datetime, reason: str) -> None:
    """Let a person in by its password again whose authenticator is lost; its logins end, and it is told by whom."""
    if not may_reset_factor(actor, user):
        raise PermissionDenied("second factor")
    _confirmed(user).delete()
    AuditEvent.record(user, "reset factor", actor=actor, at=at, reason=reason.strip())
    end_sessions(user, actor=actor, at=at)
    who = User.objects.get(pk=actor.user_id)
    _tell(user, "factor_taken_away", {"who": str(who), "reason": reason.strip()}, at)


@transaction.atomic
def require_factor(roles: set[str], *, actor: Actor, at: datetime) -> None:
    """Say which roles need a second factor; who has none sets it up before anything else, from its next request on."""
    if not keeps_people(actor):
        raise PermissionDenied("login rules")
    for role in User._meta.get_field("role").choices:
        rule, _is_new = LoginRule.objects.get_or_create(role=role[0])
        values = {"needs_second_factor": role[0] in roles}
        update_with_history(rule, values, revision=rule.revision, actor=actor, at=at)


def seal_factors_anew() -> int:
    """Seal every secret by the first key; returns how many. May be stopped and run again."""
    factors = list(SecondFactor.objects.all())
    for factor in factors:
        factor.secret = sealed_anew(factor.secret)
    SecondFactor.objects.bulk_update(factors, ["secret"], batch_size=500)
    return len(factors)


def _step_of(factor: SecondFactor, typed: str, at: datetime) -> int | None:
    """The half minute whose code was typed, if it is near and later than the last one that was taken."""
    totp, now = pyotp.TOTP(unseal(factor.secret)), int(at.timestamp()) // HALF_MINUTE
    code = "".join(typed.split())
    near = (now + off for off in NEIGHBOURS if now + off > factor.last_step)
    return next((step for step in near if hmac.compare_digest(totp.generate_otp(step).encode(), code.encode())), None)


def _use_recovery_code(factor: SecondFactor, typed: str, *, where: str, at: datetime) -> bool:
    open_codes = factor.recovery_codes.filter(used_at__isnull=True)
    if not open_codes.filter(digest=_digest(typed)).update(used_at=at):
        return False
    actor = Actor(user_id=factor.user_id, role=factor.user.role, center_id=factor.user.center_id)
    AuditEvent.record(factor.user, "use recovery code", actor=actor, at=at, reason=where)
    _tell(factor.user, "recovery_code_used", {"left": open_codes.count()}, at)
    return True


def _count_wrong(factor: SecondFactor, where: str, at: datetime) -> Checked:
    factor.wrong_codes += 1
    is_closed = factor.wrong_codes >= MOST_WRONG
    if is_closed:
        factor.wrong_codes, factor.closed_until = 0, at + CLOSED_FOR
    factor.save(update_fields=["wrong_codes", "closed_until"])
    AuditEvent.record(factor.user, "second factor refused", actor=Actor.system("login"), at=at, reason=where)
    return Checked.CLOSED if is_closed else Checked.WRONG


def _new_recovery_codes(factor: SecondFactor) -> list[str]:
    """Eighty random bits each, so a plain hash of them tells nothing."""
    codes = [_readable(secrets.token_bytes(RECOVERY_BYTES)) for _number in range(RECOVERY_CODES)]
    factor.recovery_codes.all().delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(factor=factor, digest=_digest(code)) for code in codes)
    return codes


def _readable(random: bytes) -> str:
    text = b32encode(random).decode().lower()
    return "-".join(text[at : at + 4] for at in range(0, len(text), 4))


def _digest(code: str) -> str:
    plain = "".join(letter for letter in code.lower() if letter.isalnum())
    return sha256(plain.encode()).hexdigest()


def _confirmed(user: User) -> SecondFactor:
    factor = SecondFactor.objects.select_for_update().filter(user=user, confirmed_at__isnull=False).first()
    if factor is None:
        raise FactorRefused(_("This login has no second factor."))
    return factor


def _tell(user: User, text_key: str, values: dict, at: datetime) -> None:
    key = f"{text_key}:{user.pk}:{at.isoformat()}"
    tell([user.pk], text_key, values=values, url=reverse("accounts:factor"), dedupe_key=key, at=at)
