"""Keeping what a center finds important in an archive (handbook H2.2)."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from salesops.accounts.actor import Actor
from salesops.accounts.models import Center
from salesops.workflow.services import EditedMeanwhile, record_change
from stores import rules, steps
from stores.completeness import FACTS
from stores.models import CompletenessWeights, Customer, Store

FULL = 100


@transaction.atomic
def set_weights(
    weights: CompletenessWeights,
    of_stores: Mapping[str, int],
    of_customers: Mapping[str, int],
    *,
    revision: int,
    actor: Actor,
    at: datetime,
    reason: str = "",
) -> CompletenessWeights:
    """Score the archives of a center by these weights from now on; the trail names each fact that weighs otherwise."""
    if not rules.may_set_weights(actor, weights):
        raise PermissionDenied("set_weights")
    for model, typed in ((Store, of_stores), (Customer, of_customers)):
        if typed.keys() != {fact.key for fact in FACTS[model]} or sum(typed.values()) != FULL:
            raise ValidationError(_("The weights of stores and those of customers come to 100 each."))
    current = _held(weights)
    changes = {
        steps.WEIGH_STORES: _changes(Store, current.of_stores, of_stores),
        steps.WEIGH_CUSTOMERS: _changes(Customer, current.of_customers, of_customers),
    }
    if not any(changes.values()):
        return current
    if current.pk and current.revision != revision:
        raise EditedMeanwhile([], current)
    current.of_stores, current.of_customers = dict(of_stores), dict(of_customers)
    current.revision += int(bool(current.pk))
    current.save()
    for step, changed in changes.items():
        if changed:
            record_change(current, changed, actor=actor, at=at, reason=reason, step=step)
    return current


def _held(weights: CompletenessWeights) -> CompletenessWeights:
    """What stands now; the center's lock lets one make the first row at a time."""
    Center.objects.select_for_update().get(pk=weights.center_id)
    rows = CompletenessWeights.objects.select_for_update()
    return rows.filter(center=weights.center_id).first() or weights


def _changes(
    model: type[models.Model], before: Mapping[str, int], after: Mapping[str, int]
) -> dict[str, tuple[str, str]]:
    """By the words of what a fact lacks, as the catalogue knows them: the history translates them."""
    with translation.override(None):
        return {
            str(fact.missing): (str(before[fact.key]), str(after[fact.key]))
            for fact in FACTS[model]
            if before[fact.key] != after[fact.key]
        }
