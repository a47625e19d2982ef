"""Personal data of leavers go on time; name, work and readings stay (handbook H0, H7)."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from promotions import promoter_steps as steps
from promotions.models import PersonalData, Promoter
from promotions.promoter_choices import PromoterStatus
from promotions.selectors.promoter_terms import terms_by_center
from salesops.accounts.actor import Actor
from salesops.accounts.models import Center
from salesops.workflow.services.deeds import Deed, record_deeds

PORTION = 200
_BECAUSE = "leavers of every center are forgotten on time"


def forget_leavers(*, actor: Actor, at: datetime) -> dict[str, int]:
    """Delete what is sealed of those who left longer ago than their center keeps it; how many, by center code.

    In portions of their own transaction; what was deleted already is not found again.
    """
    gone = {}
    centers = list(Center.objects.order_by("code"))
    terms = terms_by_center(centers)
    for center in centers:
        last_day = timezone.localdate(at) - timedelta(days=terms[center.pk].leaver_days)
        gone[center.code] = 0
        while count := _forget_some(center, last_day, actor, at):
            gone[center.code] += count
    return gone


@transaction.atomic
def _forget_some(center: Center, last_day, actor: Actor, at: datetime) -> int:
    leavers = Promoter.objects.unscoped(because=_BECAUSE).filter(
        center=center, status=PromoterStatus.LEFT, left_on__lt=last_day, personal__isnull=False
    )
    some = list(leavers.select_for_update(of=("self",)).order_by("pk")[:PORTION])
    PersonalData.objects.unscoped(because=_BECAUSE).filter(promoter__in=some).delete()
    record_deeds([Deed(promoter) for promoter in some], steps.FORGET_PERSONAL, actor=actor, at=at)
    return len(some)
