"""Who acts: the looker of every query and the doer of every deed (handbook H0)."""

from dataclasses import dataclass
from datetime import date

from salesops.accounts.choices import COMPANY_ROLES, Role


@dataclass(frozen=True, slots=True)
class Actor:
    """A person with the rights of this moment, or a named job.

    `covers` holds the ids of the reps whose work was handed to this person for today.
    """

    user_id: int | None
    role: str
    center_id: int | None = None
    covers: frozenset[int] = frozenset()
    job: str = ""

    @classmethod
    def system(cls, job: str) -> "Actor":
        """The program itself at work; it sees all, and each deed names the job."""
        return cls(user_id=None, role="system", job=job)

    @property
    def sees_all(self) -> bool:
        return self.is_job or self.role in COMPANY_ROLES

    @property
    def is_job(self) -> bool:
        """Whether the program itself is at work, and no person."""
        return self.user_id is None and bool(self.job)

    @property
    def is_rep(self) -> bool:
        return self.role == Role.REP

    @property
    def is_manager(self) -> bool:
        return self.role == Role.MANAGER

    @property
    def is_marketing(self) -> bool:
        return self.role == Role.MARKETING

    @property
    def is_admin(self) -> bool:
        return self.role == Role.ADMIN

    @property
    def rep_ids(self) -> frozenset[int]:
        """The reps whose rows this person works on: its own and those it covers."""
        own = {self.user_id} if self.is_rep and self.user_id else set()
        return self.covers | own

    def on_behalf_of(self, rep_id: int | None) -> int | None:
        """The rep for whom a deed counts when a colleague does it."""
        return rep_id if rep_id in self.covers and rep_id != self.user_id else None

    def works_for(self, rep_id: int | None) -> bool:
        """Whether a rep's own deeds (visit, plan, review) are this person's to do."""
        return rep_id in self.rep_ids

    def manages(self, center_id: int | None) -> bool:
        """Whether this is the manager of that center."""
        return self.is_manager and center_id is not None and self.center_id == center_id


def actor_for(user, on: date) -> Actor:
    """Build the actor of a logged-in person, with the colleagues it stands in for on that day. One query."""
    covers: frozenset[int] = frozenset()
    if user.role == Role.REP:
        covers = frozenset(
            user.stands_in_for.filter(starts_on__lte=on, ends_on__gt=on, center_id=user.center_id)
            .exclude(rep_id=user.pk)
            .values_list("rep_id", flat=True)
        )
    return Actor(user_id=user.pk, role=user.role, center_id=user.center_id, covers=covers)
