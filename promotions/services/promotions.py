"""Planning a promotion: its offer, its stores, publishing, cancelling (handbook H6.2)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from promotions import steps
from promotions.choices import PromotionStatus
from promotions.models import Promotion, PromotionStore
from promotions.rules import may_plan
from promotions.selectors.targets import Targets, stores_for
from salesops.accounts.actor import Actor
from salesops.errors import DomainError
from salesops.workflow.flow import take_step
from salesops.workflow.services import (
    Difference,
    EditedMeanwhile,
    create_with_history,
    record_change,
    update_with_history,
)
from stores.models import HandsetModel


class PromotionIncomplete(DomainError):
    """A promotion without models or without stores cannot be published."""


class PromotionPublished(DomainError):
    """What stores were told is not changed any more."""


@transaction.atomic
def create_promotion(
    values: Mapping[str, Any], models: Iterable[HandsetModel], *, actor: Actor, at: datetime
) -> Promotion:
    """Make a draft of marketing's own."""
    _require_planner(actor)
    promotion = Promotion(**values, created_at=at, created_by_id=actor.user_id)
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
    _require_planner(actor)
    locked = _lock_draft(promotion)
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
    """Take the stores that the rule finds, in place of the former ones; return how many. Four queries."""
    _require_planner(actor)
    promotion = _lock_draft(promotion)
    places = PromotionStore.objects.unscoped(because="a promotion's own rows are replaced as a whole")
    former = places.filter(promotion=promotion)
    before = former.count()
    former.delete()
    units = targets.extra_units_by_class
    chosen = stores_for(targets, actor).values_list("pk", "store_class")
    made = PromotionStore.objects.bulk_create(
        [PromotionStore(promotion=promotion, store_id=pk, extra_units=units.get(name, 0)) for pk, name in chosen],
        batch_size=1000,
    )
    record_change(promotion, {"stores": (str(before), str(len(made)))}, actor=actor, at=at)
    return len(made)


@transaction.atomic
def publish_promotion(promotion: Promotion, *, actor: Actor, at: datetime) -> Promotion:
    """Tell the stores' reps: from now on it is work in their visits and quantity in their plans.

    The step comes first, as it locks the promotion; what is incomplete takes it back.
    """
    published = take_step(steps.PUBLISH, promotion, actor=actor, at=at)
    places = PromotionStore.objects.unscoped(because="only whether there is any")
    if not published.handset_models.exists() or not places.filter(promotion=published).exists():
        raise PromotionIncomplete(_("Choose at least one model and one store before you publish."))
    return published


def cancel_promotion(promotion: Promotion, *, reason: str, actor: Actor, at: datetime) -> Promotion:
    """Take it back, for a reason; drafts of plans built from now on no longer count it."""
    return take_step(steps.CANCEL, promotion, actor=actor, at=at, reason=reason)


def _require_planner(actor: Actor) -> None:
    if not may_plan(actor, None):
        raise PermissionDenied("promotion")


def _lock_draft(promotion: Promotion) -> Promotion:
    locked = Promotion.objects.select_for_update().get(pk=promotion.pk)
    if locked.status != PromotionStatus.DRAFT:
        raise PromotionPublished(_("A promotion that was published or cancelled cannot be changed."))
    return locked


def _names_of(models: Iterable[HandsetModel]) -> str:
    return ", ".join(sorted(model.name for model in models))


def _difference_of_models(theirs: str, yours: str) -> Difference:
    label = str(Promotion._meta.get_field("handset_models").verbose_name)
    return Difference(field="handset_models", label=label, theirs=theirs, yours=yours)
