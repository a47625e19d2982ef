"""Who may do what with promoters and what is sealed of them (handbook H0, H7)."""

from typing import Any

from promotions.promoter_choices import PersonalField
from salesops.accounts.actor import Actor
from salesops.accounts.choices import Role

KEEPERS = frozenset({Role.REP, Role.MANAGER, Role.ADMIN})
DECIDERS = frozenset({Role.MANAGER, Role.ADMIN})


def keeps_promoter(actor: Actor, promoter: Any) -> bool:
    """The rep that leads a promoter keeps its archive, and so do the center's manager and the admin."""
    return decides_on_promoter(actor, promoter) or actor.works_for(promoter.rep_id)


def decides_on_promoter(actor: Actor, promoter: Any) -> bool:
    return actor.is_admin or actor.is_job or actor.manages(promoter.center_id)


def adds_promoters(actor: Actor, subject: Any = None) -> bool:
    return actor.role in KEEPERS


def personal_fields_of(actor: Actor, person: Any) -> frozenset[str]:
    """What of a person this actor may read, each time with a reason: the rep the phone, HQ and marketing nothing."""
    if actor.is_admin or actor.manages(person.center_id):
        return person.SEALED
    return frozenset({PersonalField.PHONE.value}) if actor.works_for(person.rep_id) else frozenset()


def reads_personal(actor: Actor, person: Any) -> bool:
    return bool(personal_fields_of(actor, person))


def sets_headcount(actor: Actor, subject: Any = None) -> bool:
    """How many promoters a store should have is headquarters' word."""
    return actor.role in {Role.HQ, Role.ADMIN}


def sets_terms(actor: Actor, terms: Any) -> bool:
    return actor.is_admin or actor.manages(terms.center_id)
