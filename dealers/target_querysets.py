"""The words in which targets are asked for (handbook H8.1)."""

from dealers.target_choices import ONCE_IN_FORCE, OPEN, TargetStatus
from salesops.accounts.actor import Actor
from salesops.accounts.scoping import ScopedQuerySet


class TargetVersionQuerySet(ScopedQuerySet):
    def of_year(self, year: int):
        return self.filter(year=year)

    def of_company(self):
        return self.filter(center__isnull=True)

    def of_centers(self):
        return self.filter(center__isnull=False)

    def in_force(self):
        return self.filter(status=TargetStatus.APPROVED)

    def open(self):
        """Those that somebody still works on or decides about."""
        return self.filter(status__in=OPEN)

    def readable_by(self, actor: Actor):
        """A rep reads what held or holds; drafts are between those who make and decide them."""
        return self.filter(status__in=ONCE_IN_FORCE) if actor.is_rep else self
