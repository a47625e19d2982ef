"""Who may do what to targets (handbook H0, H8.1)."""

from typing import Any

from salesops.accounts.actor import Actor
from salesops.accounts.choices import Role

MAKERS = frozenset({Role.HQ, Role.MARKETING, Role.ADMIN})


def sets_company_targets(actor: Actor, subject: Any = None) -> bool:
    """The company's numbers are drafted by its own people, or by the job."""
    return actor.role in MAKERS or actor.is_job


def may_write_target(actor: Actor, version: Any) -> bool:
    """The company's numbers are its people's, what lies below a center its manager's."""
    if version.center_id is None:
        return sets_company_targets(actor)
    return may_start_split(actor, version.center_id)


def may_decide_target(actor: Actor, version: Any) -> bool:
    """HQ decides about the company's numbers; HQ or marketing about a center's split."""
    if version.center_id is None:
        return actor.role == Role.HQ
    return actor.role == Role.HQ or actor.is_marketing


def may_start_split(actor: Actor, center_id: int | None) -> bool:
    """A center's split is begun by its manager, or by the job."""
    return actor.manages(center_id) or actor.is_job


def replaces_target(actor: Actor, version: Any) -> bool:
    """A version is replaced by the approval of the next one."""
    return may_decide_target(actor, version)
