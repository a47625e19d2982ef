"""Where a person is logged in now."""

from dataclasses import dataclass
from datetime import UTC, datetime

from salesops.accounts.choices import SEEN_AT
from salesops.accounts.devices import device_of
from salesops.accounts.models import LoginSession, User


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One login as its person recognises it."""

    pk: int
    device: str
    network: str
    last_used_at: datetime
    is_present: bool


def sessions_of(user: User, *, at: datetime, present: str | None = None) -> list[OpenSession]:
    """The logins of a person that still hold, the present one first, then the last used. One query."""
    rows = LoginSession.objects.filter(user_id=user.pk, session__expire_date__gt=at).select_related("session")
    found = [
        OpenSession(
            pk=row.pk,
            device=device_of(row.user_agent),
            network=row.network,
            last_used_at=_last_used_at(row),
            is_present=row.session_id == present,
        )
        for row in rows.order_by("pk")
    ]
    return sorted(found, key=lambda login: (login.is_present, login.last_used_at), reverse=True)


def _last_used_at(row: LoginSession) -> datetime:
    seen = row.session.get_decoded().get(SEEN_AT)
    return row.created_at if seen is None else datetime.fromtimestamp(seen, UTC)
