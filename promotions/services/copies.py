"""Planning a promotion like a former one (handbook H6.2)."""

from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from promotions.models import Promotion, PromotionStore
from promotions.rules import may_start
from salesops.accounts.actor import Actor
from salesops.workflow.services import create_with_history
from stores.models import HandsetModel, Store

COPY = gettext_noop("plan one like it")
NOTICE = timedelta(days=7)
NAME_LENGTH = 120


@transaction.atomic
def plan_like(promotion: Promotion, *, actor: Actor, at: datetime, on: date) -> Promotion:
    """Make a draft with the same offer, budget, length and stores, as far as they are still there. Nine queries.

    Models that are on sale no more and stores that are not active are left out; who may not see a store does not
    take it along. A manager's draft is its center's.
    """
    if not may_start(actor):
        raise PermissionDenied("plan_like")
    starts_on = on + NOTICE
    draft = Promotion(
        name=(_("%(name)s (again)") % {"name": promotion.name})[:NAME_LENGTH],
        kind=promotion.kind,
        center_id=actor.center_id if actor.is_manager else None,
        mechanics=promotion.mechanics,
        starts_on=starts_on,
        ends_on=starts_on + (promotion.ends_on - promotion.starts_on),
        budget_yuan=promotion.budget_yuan,
        created_at=at,
        created_by_id=actor.user_id,
    )
    create_with_history(draft, actor=actor, at=at, step=COPY, reason=promotion.name)
    draft.handset_models.set(HandsetModel.objects.own().on_sale(on).filter(pk__in=promotion.handset_models.all()))
    places = _places(promotion, draft, actor)
    PromotionStore.objects.bulk_create(places, batch_size=1000)
    draft.target_units = sum(place.extra_units for place in places)
    draft.save(update_fields=["target_units"])
    return draft


def _places(promotion: Promotion, draft: Promotion, actor: Actor) -> list[PromotionStore]:
    active = Store.objects.visible_to(actor).active()
    former = PromotionStore.objects.visible_to(actor).filter(promotion=promotion, store__in=active.values("pk"))
    return [
        PromotionStore(promotion=draft, store_id=place.store_id, extra_units=place.extra_units)
        for place in former.order_by("pk")
    ]
