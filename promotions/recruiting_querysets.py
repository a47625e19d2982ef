"""The words in which recruiting is asked for (handbook H7)."""

from datetime import date

from django.db.models import Q

from promotions.promoter_choices import PromoterStatus
from promotions.recruiting_choices import IN_PROCESS, ApplicantStatus, NeedStatus
from salesops.accounts.scoping import ScopedQuerySet
from salesops.searching.rows import SearchableQuerySet


class NeedQuerySet(ScopedQuerySet):
    def open(self):
        return self.filter(status=NeedStatus.OPEN)


class ApplicantQuerySet(SearchableQuerySet, ScopedQuerySet):
    def in_process(self):
        """Between the first word and the decision."""
        return self.filter(status__in=IN_PROCESS)

    def on_the_board(self, since: date):
        """Who is on the way, on probation, or employed since that day."""
        here = Q(promoter__status=PromoterStatus.PROBATION) | Q(
            promoter__status=PromoterStatus.ACTIVE, promoter__employed_on__gte=since
        )
        return self.filter(Q(status__in=IN_PROCESS) | here)

    def stale(self, moved_before: date):
        """Whom nobody moved for so long, taken on or not decided; who became a promoter is kept as one."""
        return self.filter(moved_on__lt=moved_before).exclude(status=ApplicantStatus.HIRED)
