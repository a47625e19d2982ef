"""Planning a promotion: its offer and its stores (handbook H6.2)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from promotions.choices import OPEN_TO_CHANGE
from promotions.models import Promotion, PromotionStore
from promotions.rules import may_plan, may_start
from promotions.selectors.targets import Targets, split_for
from salesops.accounts.actor import Actor
from salesops.errors import DomainError
from salesops.workflow.services import (
    Difference,
    EditedMeanwhile,
    create_with_history,
    record_change,
    update_with_history,
)
from stores.models import HandsetModel


class PromotionPublished(DomainError):
    """What was handed in, or what stores were told, is not changed any more."""


@transaction.atomic
def create_promotion(
    values: Mapping[str, Any], models: Iterable[HandsetModel], *, actor: Actor, at: datetime
) -> Promotion:
    """Make a draft: marketing's for the company, a manager's for its center."""
    if not may_start(actor):
        raise PermissionDenied("promotion")
    center_id = actor.center_id if actor.is_manager else None
    promotion = Promotion(**values, center_id=center_id, created_at=at, created_by_id=actor.user_id)
    create_with_history(promotion, actor=actor, at=at)
    promotion.handset_models.set(models)
    return promotion


@transaction.atomic
def edit_promotion(
    promotion: Promotion,
    values: Mapping[str, Any],
    models: Iterable[HandsetModel],
    *,
    revision: int,
    actor: Actor,
    at: datetime,
) -> Promotion:
    """Change a draft under the revision that the person saw, its models too."""
    locked = lock_draft(promotion, actor)
    before, after = _names_of(locked.handset_models.all()), _names_of(models)
    if before != after and locked.revision != revision:
        raise EditedMeanwhile([_difference_of_models(before, after)], locked)
    promotion = update_with_history(locked, values, revision=revision, actor=actor, at=at)
    if before != after:
        promotion.handset_models.set(models)
        promotion.revision += 1
        promotion.save(update_fields=["revision"])
        record_change(promotion, {"handset_models": (before, after)}, actor=actor, at=at)
    return promotion


@transaction.atomic
def set_stores(promotion: Promotion, targets: Targets, *, actor: Actor, at: datetime) -> int:
    """Take the stores that the rule finds, in place of the former ones; return how many.

    The promotion's target is then the sum of their shares. Seven queries.
    """
    promotion = lock_draft(promotion, actor)
    places = PromotionStore.objects.unscoped(because="a promotion's own rows are replaced as a whole")
    former = places.filter(promotion=promotion)
    before = former.count()
    shares = split_for(promotion, targets, actor)
    former.delete()
    PromotionStore.objects.bulk_create(
        [PromotionStore(promotion=promotion, store_id=pk, extra_units=units) for pk, units in shares.items()],
        batch_size=1000,
    )
    changes = {"stores": (str(before), str(len(shares)))}
    target = sum(shares.values())
    if target != promotion.target_units:
        changes["target_units"] = (str(promotion.target_units), str(target))
        promotion.target_units = target
        promotion.save(update_fields=["target_units"])
    record_change(promotion, changes, actor=actor, at=at)
    return len(shares)


def lock_draft(promotion: Promotion, actor: Actor) -> Promotion:
    """Read it again under a lock and make sure that it is the actor's and still open to change."""
    locked = Promotion.objects.select_for_update().get(pk=promotion.pk)
    if not may_plan(actor, locked):
        raise PermissionDenied("promotion")
    if locked.status not in OPEN_TO_CHANGE:
        raise PromotionPublished(_("A promotion that was handed in, published or cancelled cannot be changed."))
    return locked


def _names_of(models: Iterable[HandsetModel]) -> str:
    return ", ".join(sorted(model.name for model in models))


def _difference_of_models(theirs: str, yours: str) -> Difference:
    label = str(Promotion._meta.get_field("handset_models").verbose_name)
    return Difference(field="handset_models", label=label, theirs=theirs, yours=yours)
