"""The words in which dealers' teams are asked for (handbook H10.5)."""

from datetime import date

from django.db.models import Q

from salesops.accounts.scoping import ScopedQuerySet


class PersonQuerySet(ScopedQuerySet):
    def here(self):
        return self.filter(left_on__isnull=True)

    def there_between(self, start: date, end: date):
        """Working for the dealer on some day from start to the day before end."""
        return self.filter(Q(left_on__isnull=True) | Q(left_on__gte=start), joined_on__lt=end)
