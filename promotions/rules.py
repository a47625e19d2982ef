"""Who may do what with promotions and launches (handbook H0, H6)."""

from typing import Any

from promotions.calc.approval import covers
from salesops.accounts.actor import Actor
from salesops.accounts.choices import Role

_LEVELS = {Role.MANAGER: "manager", Role.MARKETING: "marketing", Role.HQ: "hq"}


def may_start(actor: Actor, subject: Any = None) -> bool:
    """Marketing plans for the company, a center manager proposes for its own center."""
    return actor.is_marketing or (actor.is_manager and actor.center_id is not None)


def may_plan(actor: Actor, promotion: Any) -> bool:
    """Whose promotion it is: marketing's for the company, the manager's for its center."""
    if promotion.center_id is None:
        return actor.is_marketing
    return actor.manages(promotion.center_id)


def holds_level(actor: Actor, promotion: Any, level: str) -> bool:
    """Whether the person may decide what asks for this level; a manager in its own center alone."""
    own = _LEVELS.get(actor.role)
    if own is None or (actor.is_manager and not actor.manages(promotion.center_id)):
        return False
    return covers(own, level)


def may_decide(actor: Actor, promotion: Any) -> bool:
    """Approve or return what was handed in."""
    return bool(promotion.approval_level) and holds_level(actor, promotion, promotion.approval_level)


def may_cancel(actor: Actor, promotion: Any) -> bool:
    """Who planned it takes it back; HQ may stop any."""
    return may_plan(actor, promotion) or actor.role == Role.HQ


def sets_limits(actor: Actor, subject: Any = None) -> bool:
    """Limits and budgets are parameters: HQ's, and the admin's."""
    return actor.is_admin or actor.role == Role.HQ


def may_launch(actor: Actor, launch) -> bool:
    """Marketing makes, offers and publishes launches."""
    return actor.is_marketing


def may_answer_share(actor: Actor, share) -> bool:
    """A center's share is its manager's to accept or return."""
    return actor.manages(share.center_id)


def may_fix_center(actor: Actor, share) -> bool:
    return actor.is_marketing


def may_fix_rep(actor: Actor, part) -> bool:
    """A rep's number: marketing's while it plans, then the center manager's."""
    return actor.is_marketing or actor.manages(part.share.center_id)


def may_fix_store(actor: Actor, place) -> bool:
    """A store's number: also the rep's own, inside the rep's sum."""
    return may_fix_rep(actor, place.part) or actor.works_for(place.part.rep_id)


def may_sell_in(actor: Actor, store) -> bool:
    """Who visits the store, and its center's manager, say what came of the sell-in."""
    return not store.merged_into_id and (actor.works_for(store.rep_id) or actor.manages(store.center_id))


def works_in_store(actor: Actor, store: Any) -> bool:
    """Material is received and used by the store's rep, its stand-in, its manager."""
    return actor.works_for(store.rep_id) or actor.manages(store.center_id)
