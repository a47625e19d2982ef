"""Who is told of an applicant's moves (handbook H7, H12.7)."""

from collections.abc import Iterable
from datetime import datetime

from promotions.models import Applicant
from salesops.accounts.actor import Actor
from salesops.accounts.choices import Role
from salesops.accounts.models import User
from salesops.notices.services import tell


def tell_to_decide(applicant: Applicant, *, actor: Actor, at: datetime) -> None:
    """The center's managers: an interview was held."""
    managers = User.objects.active().filter(role=Role.MANAGER, center=applicant.center_id)
    _tell(managers.values_list("pk", flat=True), "applicant_to_decide", applicant, actor, at)


def tell_decided(applicant: Applicant, *, actor: Actor, at: datetime, reason: str) -> None:
    """The rep of the store: what the manager said, and why."""
    said = {"decision": applicant.get_status_display(), "reason": reason}
    _tell([applicant.rep_id], "applicant_decided", applicant, actor, at, **said)


def _tell(people: Iterable[int], key: str, applicant: Applicant, actor: Actor, at: datetime, **more: str) -> None:
    tell(
        set(people) - {actor.user_id},
        key,
        values={"applicant": applicant.name, "store": str(applicant.need.store)} | more,
        url=applicant.get_absolute_url(),
        dedupe_key=f"{key}:{applicant.pk}:{applicant.revision}",
        at=at,
    )
