"""Who trains, sets courses and appraises (handbook H0, H7)."""

from typing import Any

from promotions.promoter_rules import KEEPERS
from salesops.accounts.actor import Actor
from salesops.accounts.choices import Role

SETTERS = frozenset({Role.MARKETING, Role.HQ, Role.ADMIN})


def sets_courses(actor: Actor, subject: Any = None) -> bool:
    """Which courses there are is the company's word."""
    return actor.role in SETTERS


def gives_training(actor: Actor, subject: Any = None) -> bool:
    return actor.role in KEEPERS


def keeps_session(actor: Actor, session: Any) -> bool:
    """Who gave it, and the manager of its center."""
    return actor.is_admin or actor.manages(session.center_id) or actor.works_for(session.held_by_id)
