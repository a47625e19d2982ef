"""Who may do what with candidates and dealers (handbook H0, H10)."""

from typing import Any

from salesops.accounts.actor import Actor
from salesops.accounts.choices import Role

KEEPERS = frozenset({Role.REP, Role.MANAGER, Role.ADMIN})


def adds_candidates(actor: Actor, subject: Any = None) -> bool:
    return actor.role in KEEPERS


def keeps_candidate(actor: Actor, candidate: Any) -> bool:
    """The rep that found a candidate writes about it, and so do the center's manager and the admin."""
    return actor.is_admin or actor.manages(candidate.center_id) or actor.works_for(candidate.rep_id)


def decides_candidate(actor: Actor, candidate: Any) -> bool:
    """Who becomes a dealer is the center manager's decision, nobody else's."""
    return actor.manages(candidate.center_id)


def binds_dealer(actor: Actor, dealer: Any) -> bool:
    """Contracts and territories are the center manager's, and the admin's as the rest of the archive."""
    return actor.is_admin or actor.manages(dealer.center_id)


def keeps_business(actor: Actor, dealer: Any) -> bool:
    """Orders, stock, receivables and conflicts are written by the dealer's rep, the center's manager and the admin."""
    return actor.is_admin or actor.is_job or actor.manages(dealer.center_id) or actor.works_for(dealer.rep_id)


def keeps_case(actor: Actor, case: Any) -> bool:
    return keeps_business(actor, case.customer)


def decides_case(actor: Actor, case: Any) -> bool:
    """Whether somebody broke the rules is the center manager's word."""
    return actor.manages(case.customer.center_id)
