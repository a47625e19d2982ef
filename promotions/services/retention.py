"""Personal data of leavers and of applicants nobody took on go on time; names and readings stay (handbook H0, H7)."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from promotions import promoter_steps as steps
from promotions.models import Applicant, PersonalData, Promoter
from promotions.promoter_choices import PromoterStatus
from promotions.selectors.promoter_terms import terms_by_center
from salesops.accounts.actor import Actor
from salesops.accounts.models import Center
from salesops.workflow.services.deeds import Deed, record_deeds

PORTION = 200
_BECAUSE = "leavers and applicants of every center are forgotten on time"


def forget_leavers(*, actor: Actor, at: datetime) -> dict[str, int]:
    """Delete what is sealed of those who left, or whom nobody moved on as applicants, longer ago than their center
    keeps it; how many, by center code.

    In portions of their own transaction; what was deleted already is not found again.
    """
    gone = {}
    centers = list(Center.objects.order_by("code"))
    terms = terms_by_center(centers)
    for center in centers:
        last_day = timezone.localdate(at) - timedelta(days=terms[center.pk].leaver_days)
        gone[center.code] = 0
        for some in (_leavers, _stale_applicants):
            while count := _forget(some(center, last_day), actor, at):
                gone[center.code] += count
    return gone


def _leavers(center: Center, last_day: date) -> QuerySet:
    rows = Promoter.objects.unscoped(because=_BECAUSE)
    return rows.filter(center=center, status=PromoterStatus.LEFT, left_on__lt=last_day)


def _stale_applicants(center: Center, last_day: date) -> QuerySet:
    return Applicant.objects.unscoped(because=_BECAUSE).stale(last_day).filter(need__store__center=center)


@transaction.atomic
def _forget(people: QuerySet, actor: Actor, at: datetime) -> int:
    rows = people.filter(personal__isnull=False).select_related("personal").order_by("pk")
    some = list(rows.select_for_update(of=("self",))[:PORTION])
    sealed = PersonalData.objects.unscoped(because=_BECAUSE).filter(pk__in=[person.personal.pk for person in some])
    sealed.delete()
    record_deeds([Deed(person) for person in some], steps.FORGET_PERSONAL, actor=actor, at=at)
    return len(some)
