"""How complete an archive is, by a stated table of facts and weights (handbook H2.2).

A score is the weight of what is known, of 100; a center may weigh otherwise than the table. It is computed in the
query, so that lists sort and filter by it; each fact that is missing is a list of its own, to be worked off.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Case, IntegerField, Q, Value, When
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stores.models import Customer, Store


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that an archive should say: `missing` names its lack, `fields` hold it, all of them needed."""

    key: str
    missing: str | Promise
    weight: int
    fields: tuple[str, ...]
    also: tuple[str, ...] = ()

    @property
    def asked(self) -> tuple[str, ...]:
        """The fields of the form that fills it; `also` are shown to be checked."""
        return (*self.also, *self.fields)

    def is_missing(self, obj: models.Model) -> bool:
        return any(getattr(obj, name) in (None, "") or getattr(obj, name) is False for name in self.fields)

    def where_missing(self, model: type[models.Model]) -> Q:
        return reduce(or_, (_where_empty(model, name) for name in self.fields))


STORE_FACTS = (
    Fact("position", _("no position"), 20, ("lon", "lat")),
    Fact("phone", _("no phone"), 15, ("phone",)),
    Fact("contact", _("no contact"), 15, ("contact_name",)),
    Fact("address", _("no address"), 10, ("address",)),
    Fact("division", _("no administrative division"), 10, ("division_code",)),
    Fact("hours", _("opening hours not checked"), 10, ("hours_are_checked",), also=("opens_at", "closes_at")),
    Fact("capacity", _("no monthly capacity"), 10, ("monthly_capacity_units",)),
    Fact("counters", _("no counters"), 5, ("counters", "competitor_counters")),
    Fact("room", _("no area or staff"), 5, ("area_m2", "staff_count")),
)
CUSTOMER_FACTS = (
    Fact("legal_name", _("no legal name"), 25, ("legal_name",)),
    Fact("tax_id", _("no tax id"), 20, ("tax_id",)),
    Fact("contact", _("no contact"), 20, ("contact_name",)),
    Fact("phone", _("no phone"), 25, ("phone",)),
    Fact("since", _("no start of cooperation"), 10, ("cooperates_since",)),
)
FACTS: dict[type[models.Model], tuple[Fact, ...]] = {Store: STORE_FACTS, Customer: CUSTOMER_FACTS}


@dataclass(frozen=True, slots=True)
class Weights:
    """What each fact of an archive weighs, by its key, in the centers that weigh for themselves; else the table."""

    own: Mapping[int, Mapping[str, int]] = field(default_factory=dict)

    def of(self, fact: Fact, center_id: int | None) -> int:
        return self.own.get(center_id, {}).get(fact.key, fact.weight)


THE_TABLE = Weights()


def fact_of(model: type[models.Model], key: str) -> Fact | None:
    return next((fact for fact in FACTS[model] if fact.key == key), None)


def score_of(model: type[models.Model], weights: Weights = THE_TABLE) -> models.Expression:
    """The score from 0 to 100, as an expression over one row."""
    return reduce(
        lambda total, fact: total + _weight_if_known(model, fact, weights),
        FACTS[model],
        Value(0, output_field=IntegerField()),
    )


def score_in(obj: models.Model, weights: Weights = THE_TABLE) -> int:
    """The same score of one loaded archive."""
    return sum(weights.of(fact, obj.center_id) for fact in FACTS[type(obj)] if not fact.is_missing(obj))


def missing_in(obj: models.Model, names: Iterable[str]) -> list[Fact]:
    """What an archive lacks, of the facts that somebody may fill in."""
    allowed = frozenset(names)
    return [fact for fact in FACTS[type(obj)] if fact.is_missing(obj) and allowed.issuperset(fact.asked)]


def _weight_if_known(model: type[models.Model], fact: Fact, weights: Weights) -> Case:
    return Case(
        When(fact.where_missing(model), then=Value(0)),
        *(
            When(center=center_id, then=Value(weights.of(fact, center_id)))
            for center_id in weights.own
            if weights.of(fact, center_id) != fact.weight
        ),
        default=Value(fact.weight),
        output_field=IntegerField(),
    )


def _where_empty(model: type[models.Model], name: str) -> Q:
    column = model._meta.get_field(name)
    if isinstance(column, models.BooleanField):
        return Q(**{name: False})
    return Q(**{f"{name}__isnull": True}) if column.null else Q(**{name: ""})
