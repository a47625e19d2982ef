"""A store's page in a launch: each model with what came of it so far (handbook H6.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from promotions.models import LaunchModel, LaunchStore, SellIn
from salesops.accounts.actor import Actor


@dataclass(frozen=True, slots=True)
class ModelAtStore:
    """One model of the launch at one store; records stand with the newest first."""

    terms: LaunchModel
    records: Sequence[SellIn]

    @property
    def sold_in(self) -> int:
        return sum(record.quantity for record in self.records)

    @property
    def is_displayed(self) -> bool:
        return any(record.is_displayed for record in self.records)

    @property
    def last(self) -> SellIn | None:
        return self.records[0] if self.records else None


def models_at(place: LaunchStore, actor: Actor) -> list[ModelAtStore]:
    """The models of the launch with their records at the store. Two queries."""
    records = SellIn.objects.visible_to(actor).filter(launch=place.launch_id, store=place.store_id)
    rows = list(records.select_related("recorded_by", "visit").order_by("-done_on", "-pk"))
    models = place.launch.models.select_related("model").order_by("pk")
    return [ModelAtStore(terms, [row for row in rows if row.model_id == terms.model_id]) for terms in models]


def record_of_day(place: LaunchStore, model_id: int, on: date, actor: Actor) -> SellIn | None:
    """What was said of a model on a day. One query."""
    records = SellIn.objects.visible_to(actor).filter(launch=place.launch_id, store=place.store_id)
    return records.filter(model=model_id, done_on=on).first()
