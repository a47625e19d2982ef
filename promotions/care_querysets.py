"""The words in which guidance is asked for (handbook H7)."""

from datetime import date

from salesops.accounts.scoping import ScopedQuerySet


class GuidanceQuerySet(ScopedQuerySet):
    def to_look_again(self):
        """Agreed on a day to look again, and nothing said of it yet."""
        return self.filter(look_again_on__isnull=False, outcome="")

    def due(self, on: date):
        return self.to_look_again().filter(look_again_on__lte=on)
