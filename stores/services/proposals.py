"""A new store by a rep: proposed, sent again, withdrawn; approved, returned, rejected (handbook H2.2)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from salesops.accounts.actor import Actor
from salesops.accounts.choices import Role
from salesops.accounts.models import User
from salesops.notices.services import tell
from salesops.workflow.flow import Step, take_step
from salesops.workflow.services import create_with_history, update_with_history
from stores import rules, steps
from stores.choices import CustomerKind, ProposalStatus
from stores.models import Customer, StoreProposal
from stores.selectors.proposals import as_store
from stores.selectors.twins import Similar, similar_to
from stores.services.belonging import check_store_belongs
from stores.services.customers import create_customer
from stores.services.numbers import next_customer_code, next_store_code
from stores.services.stores import MayBeAnother, add_store


@transaction.atomic
def propose_store(values: Mapping[str, Any], *, actor: Actor, at: datetime) -> StoreProposal:
    """Propose a store of the rep's own; like another one it needs the reason why it is none of those."""
    if not rules.proposes_stores(actor):
        raise PermissionDenied("propose_store")
    proposal = StoreProposal(**values, center_id=actor.center_id, rep_id=actor.user_id, proposed_at=at)
    proposal.is_similar = bool(_similar_with_reason(proposal, actor))
    create_with_history(proposal, actor=actor, at=at, reason=proposal.reason, step=steps.PROPOSE_STORE)
    _tell_managers(proposal, at)
    return proposal


@transaction.atomic
def change_proposal(
    proposal: StoreProposal, values: Mapping[str, Any], *, revision: int, actor: Actor, at: datetime
) -> StoreProposal:
    """Change what waits; what came back is sent again with it."""
    if not (rules.works_on_proposal(actor, proposal) and proposal.status in steps.WITHDRAW_STORE.sources):
        raise PermissionDenied("change_proposal")
    for name, value in values.items():
        setattr(proposal, name, value)
    values = {**values, "is_similar": bool(_similar_with_reason(proposal, actor))}
    saved = update_with_history(proposal, values, revision=revision, actor=actor, at=at)
    if saved.status == ProposalStatus.RETURNED:
        saved = take_step(steps.SEND_AGAIN, saved, actor=actor, at=at)
        _tell_managers(saved, at)
    return saved


@transaction.atomic
def approve_proposal(
    proposal: StoreProposal,
    *,
    seen: Collection[int] = (),
    revision: int | None = None,
    actor: Actor,
    at: datetime,
    reason: str = "",
) -> StoreProposal:
    """Make the store, with the number that is next, and its customer if that is new.

    `seen` are the ids of the similar stores that the person had on the screen: one that is not among
    them is shown first.
    """
    held = StoreProposal.objects.visible_to(actor).select_for_update().get(pk=proposal.pk)
    made = {}
    if held.status in steps.APPROVE_STORE.sources and rules.decides_proposal(actor, held):
        made = _make(held, seen, actor, at, reason)
    done = take_step(steps.APPROVE_STORE, held, actor=actor, at=at, reason=reason, revision=revision, also=made)
    _tell_rep(done, "store_approved", at, code=done.store.code)
    return done


def return_proposal(proposal: StoreProposal, *, revision: int | None, actor: Actor, at: datetime, reason: str):
    """Give it back with a remark; the rep mends it and sends it again."""
    return _refuse(steps.RETURN_STORE, "store_returned", proposal, revision, actor, at, reason)


def reject_proposal(proposal: StoreProposal, *, revision: int | None, actor: Actor, at: datetime, reason: str):
    """End it with the reason; the store may be proposed anew some day."""
    return _refuse(steps.REJECT_STORE, "store_rejected", proposal, revision, actor, at, reason)


def withdraw_proposal(proposal: StoreProposal, *, actor: Actor, at: datetime) -> StoreProposal:
    return take_step(steps.WITHDRAW_STORE, proposal, actor=actor, at=at)


@transaction.atomic
def _refuse(
    step: Step, text: str, proposal: StoreProposal, revision: int | None, actor: Actor, at: datetime, reason: str
) -> StoreProposal:
    done = take_step(step, proposal, actor=actor, at=at, reason=reason, revision=revision)
    _tell_rep(done, text, at, reason=reason)
    return done


def _similar_with_reason(proposal: StoreProposal, actor: Actor) -> Sequence[Similar]:
    similar = similar_to(as_store(proposal), actor)
    if similar and not proposal.reason.strip():
        raise MayBeAnother(similar)
    return similar


def _make(held: StoreProposal, seen: Collection[int], actor: Actor, at: datetime, reason: str) -> dict[str, Any]:
    """The store of a proposal, and the customer that it belongs to."""
    similar = similar_to(as_store(held), actor)
    why = reason.strip() or held.reason.strip()
    if {other.store.pk for other in similar} - set(seen) or (similar and not why):
        raise MayBeAnother(similar)
    customer = held.customer or _new_customer(held, actor, at)
    store = as_store(held)
    store.customer, store.code = customer, next_store_code(held.center)
    check_store_belongs(store)
    said_by = _("Proposed by %(rep)s.") % {"rep": held.rep}
    return {
        "customer": customer,
        "customer_name": "",
        "store": add_store(store, similar, actor=actor, at=at, reason=f"{said_by} {why}".strip()),
    }


def _new_customer(held: StoreProposal, actor: Actor, at: datetime) -> Customer:
    """An independent shop until somebody says otherwise, planned by the rep that found it."""
    values = {
        "code": next_customer_code(held.center),
        "name": held.customer_name,
        "kind": CustomerKind.INDEPENDENT,
        "center": held.center,
        "rep": held.rep,
        "contact_name": held.contact_name,
        "phone": held.phone,
    }
    return create_customer(values, actor=actor, at=at, reason=_("Proposed by %(rep)s.") % {"rep": held.rep})


def _tell_managers(proposal: StoreProposal, at: datetime) -> None:
    managers = User.objects.active().filter(role=Role.MANAGER, center_id=proposal.center_id)
    _tell(list(managers.values_list("pk", flat=True)), proposal, "store_proposed", at, rep=proposal.rep.name)


def _tell_rep(proposal: StoreProposal, text: str, at: datetime, **values: str | Promise) -> None:
    _tell([proposal.rep_id], proposal, text, at, **values)


def _tell(people: list[int], proposal: StoreProposal, text: str, at: datetime, **values: str | Promise) -> None:
    tell(
        people,
        text,
        values={"store": proposal.name, **values},
        url=(proposal.store or proposal).get_absolute_url(),
        dedupe_key=f"{text} {proposal.pk} {proposal.revision}",
        at=at,
    )
