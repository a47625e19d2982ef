"""Who may do what in recruiting (handbook H0, H7)."""

from typing import Any

from promotions.promoter_rules import KEEPERS, decides_on_promoter, keeps_promoter
from salesops.accounts.actor import Actor

__all__ = ["KEEPERS", "decides_on_applicant", "keeps_applicant", "keeps_need", "opens_needs"]


def opens_needs(actor: Actor, subject: Any = None) -> bool:
    return actor.role in KEEPERS


def keeps_need(actor: Actor, need: Any) -> bool:
    """The store's rep says what the store needs; so do the center's manager and the admin."""
    return keeps_promoter(actor, need.store)


def keeps_applicant(actor: Actor, applicant: Any) -> bool:
    """Who keeps the need brings applicants and interviews them."""
    return keeps_promoter(actor, applicant)


def decides_on_applicant(actor: Actor, applicant: Any) -> bool:
    """Taking somebody on, and refusing, is the manager's word."""
    return decides_on_promoter(actor, applicant)
