"""Dealers for lists and pages (handbook H10)."""

from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from dealers.dealer_rules import binds_dealer
from dealers.models import DealerCandidate, DealerContract, Territory
from salesops.accounts.actor import Actor
from stores.choices import CustomerKind
from stores.models import Customer


def dealers_of(rows: QuerySet[Customer], actor: Actor) -> QuerySet[Customer]:
    """Of customers that an actor sees, the dealers it leads: a rep those of its own, not each whose store it visits."""
    dealers = rows.filter(kind=CustomerKind.DEALER, merged_into=None)
    return dealers if actor.sees_all or actor.is_manager else dealers.filter(rep_id__in=actor.rep_ids)


def is_led(actor: Actor, customer: Customer) -> bool:
    """Whether the customer is a dealer whose page this actor may open."""
    leads = actor.sees_all or actor.manages(customer.center_id) or actor.works_for(customer.rep_id)
    return customer.kind == CustomerKind.DEALER and leads


def with_contract(dealers: QuerySet[Customer], actor: Actor) -> QuerySet[Customer]:
    """Add the end of the latest contract. No query of its own."""
    latest = DealerContract.objects.visible_to(actor).filter(customer=OuterRef("pk")).order_by("-ends_on")
    return dealers.annotate(contract_ends_on=Subquery(latest.values("ends_on")[:1]))


def bound(actor: Actor, dealer: Customer, on: date) -> dict[str, Any]:
    """What binds a dealer and us: contracts, territories, and the candidate that it was. Three queries."""
    contracts = DealerContract.objects.visible_to(actor).filter(customer=dealer)
    territories = Territory.objects.visible_to(actor).filter(customer=dealer)
    return {
        "contracts": contracts.order_by("-ends_on", "-pk"),
        "territories": territories.order_by("-starts_on", "division_code"),
        "candidate": DealerCandidate.objects.visible_to(actor).filter(customer=dealer).first(),
        "may_bind": binds_dealer(actor, dealer),
        "on": on,
    }
