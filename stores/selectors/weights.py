"""By which weights the archives are scored, and what other weights would do (handbook H2.2)."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import F, QuerySet

from salesops.accounts.actor import Actor
from salesops.accounts.models import Center
from stores.choices import CustomerStatus, StoreStatus
from stores.completeness import FACTS, Weights, score_of
from stores.models import CompletenessWeights, Customer, Store
from stores.selectors.completeness import Completeness, completeness_of

Archive = type[Store] | type[Customer]
_COLUMNS: dict[Archive, str] = {Store: "of_stores", Customer: "of_customers"}


@dataclass(frozen=True, slots=True)
class Effect:
    """How the archives of a kind score today and by other weights, and how many change."""

    before: Completeness
    after: Completeness
    changed: int

    @property
    def bands(self) -> list[tuple[str, int, int]]:
        return [(band, old, new) for (band, old), (_, new) in zip(self.before.bands, self.after.bands, strict=True)]


def weights_for(actor: Actor, model: Archive) -> Weights:
    """The weights of the centers whose archives this person sees. One query."""
    rows = CompletenessWeights.objects.all()
    if not actor.sees_all:
        rows = rows.filter(center=actor.center_id)
    return Weights({center_id: own for center_id, own in rows.values_list("center_id", _COLUMNS[model]) if own})


def weights_of_center(center: Center) -> CompletenessWeights:
    """The center's own weights, or an unsaved row of the table's. One query."""
    found = CompletenessWeights.objects.filter(center=center).select_related("center").first()
    return found or CompletenessWeights(
        center=center,
        **{column: {fact.key: fact.weight for fact in FACTS[model]} for model, column in _COLUMNS.items()},
    )


def effect_of(center: Center, model: Archive, wanted: Mapping[str, int], actor: Actor) -> Effect:
    """What other weights do to the archives of a center. Four queries."""
    rows = _open(model, actor).filter(center=center)
    today, then = weights_for(actor, model), Weights({center.pk: wanted})
    scored = rows.alias(old=score_of(model, today), new=score_of(model, then)).order_by()
    return Effect(completeness_of(rows, today), completeness_of(rows, then), scored.exclude(old=F("new")).count())


def _open(model: Archive, actor: Actor) -> QuerySet:
    rows = model.objects.visible_to(actor)
    return rows.exclude(status=StoreStatus.CLOSED if model is Store else CustomerStatus.ENDED)
