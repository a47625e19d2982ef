"""What a person sees of its second factor, and which roles need one."""

from dataclasses import dataclass
from datetime import datetime

import pyotp

from salesops.accounts.models import LoginRule, SecondFactor, User
from salesops.sealing import unseal


@dataclass(frozen=True, slots=True)
class FactorState:
    """Since when the factor counts, how many recovery codes are left, and whether the role needs it."""

    confirmed_at: datetime | None
    codes_left: int
    is_required: bool


@dataclass(frozen=True, slots=True)
class Offered:
    """What an authenticator takes over: by its picture, or typed."""

    uri: str
    secret: str


def factor_state(user: User) -> FactorState:
    """Three queries at most."""
    factor = confirmed_factor(user)
    left = factor.recovery_codes.filter(used_at__isnull=True).count() if factor else 0
    return FactorState(
        confirmed_at=factor.confirmed_at if factor else None,
        codes_left=left,
        is_required=user.role in roles_with_factor(),
    )


def confirmed_factor(user: User) -> SecondFactor | None:
    """One query."""
    return SecondFactor.objects.filter(user=user, confirmed_at__isnull=False).first()


def offered_factor(user: User, *, issuer: str) -> Offered | None:
    """The secret that waits for its first code; nothing once it counts. One query."""
    factor = SecondFactor.objects.filter(user=user, confirmed_at__isnull=True).first()
    if factor is None:
        return None
    secret = unseal(factor.secret)
    uri = pyotp.TOTP(secret).provisioning_uri(name=user.username, issuer_name=issuer)
    return Offered(uri=uri, secret=" ".join(secret[at : at + 4] for at in range(0, len(secret), 4)))


def roles_with_factor() -> set[str]:
    """The roles whose logins need a second factor. One query."""
    return set(LoginRule.objects.filter(needs_second_factor=True).values_list("role", flat=True))
