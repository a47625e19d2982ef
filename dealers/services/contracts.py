"""Contracts with dealers, the first of which makes a candidate one (handbook H10.1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from dealers import dealer_steps as steps
from dealers.dealer_rules import binds_dealer, decides_candidate
from dealers.models import DealerCandidate, DealerContract
from dealers.services.territories import give_territories
from salesops.accounts.actor import Actor
from salesops.errors import DomainError
from salesops.workflow.flow import take_step
from salesops.workflow.services import record_change
from stores.choices import CustomerKind
from stores.models import Customer
from stores.services.customers import create_customer
from stores.services.numbers import next_customer_code


@dataclass(frozen=True, slots=True)
class Terms:
    """What a first contract says."""

    number: str
    starts_on: date
    ends_on: date
    divisions: tuple[str, ...]
    is_exclusive: bool
    payment_days: int
    credit_yuan: Decimal


@transaction.atomic
def contract_candidate(candidate: DealerCandidate, terms: Terms, *, actor: Actor, at: datetime) -> DealerCandidate:
    """Make the candidate a customer with the number that is next, its contract and its territory: all or nothing."""
    held = DealerCandidate.objects.visible_to(actor).select_for_update(of=("self",)).get(pk=candidate.pk)
    made = {}
    if held.status in steps.CONTRACT.sources and decides_candidate(actor, held):
        made["customer"] = _new_dealer(held, terms, actor, at)
    done = take_step(steps.CONTRACT, held, actor=actor, at=at, also=made)
    add_contract(
        done.customer,
        {"number": terms.number, "starts_on": terms.starts_on, "ends_on": terms.ends_on},
        actor=actor,
        at=at,
    )
    if terms.divisions:
        give_territories(
            done.customer,
            terms.divisions,
            is_exclusive=terms.is_exclusive,
            starts_on=terms.starts_on,
            ends_on=terms.ends_on,
            actor=actor,
            at=at,
        )
    return done


@transaction.atomic
def add_contract(dealer: Customer, values: Mapping[str, Any], *, actor: Actor, at: datetime) -> DealerContract:
    """Write down a contract of a dealer: its first, or one that follows."""
    if not binds_dealer(actor, dealer):
        raise PermissionDenied("add_contract")
    if dealer.kind != CustomerKind.DEALER:
        raise DomainError(_("%(name)s is no dealer.") % {"name": dealer})
    contract = DealerContract(customer=dealer, **values)
    contract.full_clean()
    contract.save(force_insert=True)
    last = contract.ends_on - timedelta(days=1)
    words = f"{contract.number} {contract.starts_on} – {last}".strip()
    changes = {f"{steps.CONTRACT_ROW}:{contract.pk}": ("", words)}
    record_change(dealer, changes, actor=actor, at=at, step=steps.ADD_CONTRACT)
    return contract


def _new_dealer(held: DealerCandidate, terms: Terms, actor: Actor, at: datetime) -> Customer:
    values = {
        "code": next_customer_code(held.center),
        "name": held.name,
        "legal_name": held.legal_name,
        "kind": CustomerKind.DEALER,
        "center": held.center,
        "rep": held.rep,
        "contact_name": held.contact_name,
        "phone": held.phone,
        "payment_days": terms.payment_days,
        "credit_yuan": terms.credit_yuan,
        "cooperates_since": terms.starts_on,
    }
    return create_customer(values, actor=actor, at=at, reason=_("Candidate under contract: %(name)s") % {"name": held})
