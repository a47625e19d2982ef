"""Gaps of the archive, to be worked off one by one, and how complete it is (handbook H2.2)."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Avg, Count, Q, QuerySet

from salesops.accounts.actor import Actor
from stores import rules
from stores.choices import CustomerStatus, StoreStatus
from stores.completeness import FACTS, Fact, Weights, score_of
from stores.models import Customer, Store

# Upper bounds of the bands of the distribution; a full archive has 100.
BANDS = ((0, 49), (50, 69), (70, 89), (90, 99), (100, 100))


@dataclass(frozen=True, slots=True)
class Gap:
    """One fact with how many archives lack it, of how many."""

    fact: Fact
    count: int
    total: int

    @property
    def known(self) -> int:
        return self.total - self.count


@dataclass(frozen=True, slots=True)
class Completeness:
    """How complete the archives of one kind are: the mean, how many lie in each band, the gaps by fact."""

    total: int
    mean: int | None
    bands: tuple[tuple[str, int], ...]
    gaps: tuple[Gap, ...]


def kept_stores(actor: Actor) -> QuerySet[Store]:
    """The stores whose archive is this person's to keep up; a closed one is left as it is."""
    stores = Store.objects.visible_to(actor).exclude(status=StoreStatus.CLOSED)
    return stores.filter(rep_id__in=actor.rep_ids) if actor.is_rep else stores


def kept_customers(actor: Actor) -> QuerySet[Customer]:
    customers = Customer.objects.visible_to(actor).exclude(status=CustomerStatus.ENDED)
    return customers.filter(rep_id__in=actor.rep_ids) if actor.is_rep else customers


def open_facts(model: type[Store] | type[Customer], actor: Actor) -> list[Fact]:
    """The facts that a person of this role may fill in."""
    fields = rules.store_fields_of(actor) if model is Store else rules.customer_fields_of(actor)
    return [fact for fact in FACTS[model] if fields.issuperset(fact.asked)]


def completeness_of(rows: QuerySet, weights: Weights, facts: list[Fact] | None = None) -> Completeness:
    """One query over the archives of one kind."""
    facts = list(FACTS[rows.model]) if facts is None else facts
    scored = rows.annotate(score=score_of(rows.model, weights)).order_by()
    counts = {fact.key: Count("pk", filter=fact.where_missing(rows.model)) for fact in facts}
    bands = {f"from_{low}": Count("pk", filter=Q(score__gte=low, score__lte=high)) for low, high in BANDS}
    found = scored.aggregate(total=Count("pk"), mean=Avg("score"), **counts, **bands)
    return Completeness(
        total=found["total"],
        mean=None if found["mean"] is None else int(Decimal(str(found["mean"])).quantize(Decimal(1), ROUND_HALF_UP)),
        bands=tuple((f"{low}–{high}" if low < high else f"{low}", found[f"from_{low}"]) for low, high in BANDS),
        gaps=tuple(Gap(fact, found[fact.key], found["total"]) for fact in facts),
    )
