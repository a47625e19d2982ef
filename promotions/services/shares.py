"""Changing what single stores are expected to sell more; the sum stays (handbook H6.2)."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from promotions.calc.shares import difference, spread
from promotions.choices import OPEN_TO_CHANGE, PromotionStatus
from promotions.models import Promotion, PromotionStore
from promotions.rules import may_plan
from salesops.accounts.actor import Actor
from salesops.errors import DomainError
from salesops.workflow.services import record_change

_PLACES = "the center is checked against the actor"


class SharesDoNotTally(DomainError):
    """The typed shares come to more or less than the center has."""


class SharesFixed(DomainError):
    """A promotion that runs is not split anew."""


@transaction.atomic
def set_shares(
    promotion: Promotion, center_id: int, typed: Mapping[int, int], *, spreads: bool, actor: Actor, at: datetime
) -> int:
    """Change shares (by id of the place) within a center; return how many changed.

    The center's sum stays: a difference is spread over the stores that were left alone, or refused and told.
    """
    locked = Promotion.objects.select_for_update().get(pk=promotion.pk)
    _require_open(locked, center_id, actor, at)
    rows = PromotionStore.objects.unscoped(because=_PLACES).filter(promotion=locked, store__center=center_id)
    places = {place.pk: place for place in rows.select_related("store").order_by("pk")}
    shares = {pk: place.extra_units for pk, place in places.items()}
    wanted = shares | {pk: units for pk, units in typed.items() if pk in shares}
    more = difference(shares, wanted)
    if more:
        wanted = spread(shares, wanted) if spreads else None
        if wanted is None:
            raise SharesDoNotTally(_difference_in_words(more))
    changed = [place for pk, place in places.items() if wanted[pk] != shares[pk]]
    for place in changed:
        place.extra_units = wanted[place.pk]
    PromotionStore.objects.unscoped(because=_PLACES).bulk_update(changed, ["extra_units"], batch_size=500)
    if changed:
        changes = {p.store.code: (str(shares[p.pk]), str(wanted[p.pk])) for p in changed}
        record_change(locked, changes, actor=actor, at=at, step="split")
    return len(changed)


def may_split(promotion: Promotion, center_id: int, actor: Actor) -> bool:
    """The planner while it is planned; the manager of the center once it is announced, too."""
    if may_plan(actor, promotion) and promotion.status in OPEN_TO_CHANGE:
        return True
    return promotion.status == PromotionStatus.PUBLISHED and actor.manages(center_id)


def _require_open(promotion: Promotion, center_id: int, actor: Actor, at: datetime) -> None:
    if not (may_plan(actor, promotion) or actor.manages(center_id)):
        raise PermissionDenied("shares")
    is_over = promotion.status == PromotionStatus.PUBLISHED and timezone.localdate(at) > promotion.starts_on
    if is_over or not may_split(promotion, center_id, actor):
        raise SharesFixed(_("Shares are changed until the first day of the promotion."))


def _difference_in_words(more: int) -> str:
    if more > 0:
        return _("The shares come to %(units)s units more than the center has.") % {"units": more}
    return _("The shares come to %(units)s units less than the center has.") % {"units": -more}
