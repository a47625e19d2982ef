"""Making, editing and handing over stores (handbook H2.2, H2.3)."""

from collections.abc import Mapping, Sequence
from copy import copy
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from salesops.accounts.actor import Actor
from salesops.accounts.models import User
from salesops.errors import DomainError
from salesops.workflow.services import create_with_history, update_with_history
from stores import rules, steps
from stores.choices import StoreStatus
from stores.models import Store
from stores.selectors.twins import Similar, similar_to
from stores.services.belonging import check_store_belongs, require_fields
from stores.services.responsibilities import Turn, open_responsibilities, turn_responsibilities
from stores.services.twins import set_apart


class MayBeAnother(DomainError):
    """A new store is like or next to stores of the archive, and nobody said that it is none of them."""

    def __init__(self, similar: Sequence[Similar]) -> None:
        super().__init__(_("Nothing was saved yet. Take one of these stores, or say why it is another one."))
        self.similar = similar


@transaction.atomic
def create_store(values: Mapping[str, Any], *, actor: Actor, at: datetime, reason: str = "") -> Store:
    """Make a store in its customer's center, with its rep responsible from its opening or today on.

    If it may be one that the archive has, the reason of who makes it is the approval.
    """
    store = Store(**values)
    if not rules.may_create_in_archive(actor, store.center_id):
        raise PermissionDenied("create_store")
    check_store_belongs(store)
    similar = similar_to(store, actor)
    if similar and not reason.strip():
        raise MayBeAnother(similar)
    return add_store(store, similar, actor=actor, at=at, reason=reason)


def add_store(store: Store, similar: Sequence[Similar], *, actor: Actor, at: datetime, reason: str) -> Store:
    """Save a store that was checked, apart from those it is none of, its rep responsible for it."""
    step = steps.CREATE_BESIDE if similar else "create"
    create_with_history(store, actor=actor, at=at, reason=reason, step=step)
    set_apart(store, similar, actor=actor, at=at)
    open_responsibilities([store], today=timezone.localdate(at))
    return store


@transaction.atomic
def edit_store(
    store: Store,
    values: Mapping[str, Any],
    *,
    revision: int,
    actor: Actor,
    at: datetime,
    reason: str = "",
) -> Store:
    """Change fields of a store under the revision that the person saw.

    Each role has its own fields. An admin may move the store to another customer, center and rep; it
    then leaves the sight of those who had it, which is meant.
    """
    require_fields(actor, values, rules.editable_store_fields(actor, store))
    _check_move(store, values.get("status", store.status), reason)
    changed = copy(store)
    for name, value in values.items():
        setattr(changed, name, value)
    if {"customer", "center", "rep"} & values.keys():
        check_store_belongs(changed)
    saved = update_with_history(store, values, revision=revision, actor=actor, at=at, reason=reason)
    if saved.rep_id != store.rep_id:
        turn_responsibilities([Turn(saved, store.rep_id)], on=timezone.localdate(at))
    return saved


@transaction.atomic
def hand_over_store(
    store: Store,
    rep: User,
    *,
    on: date,
    actor: Actor,
    at: datetime,
    reason: str,
    revision: int | None = None,
) -> Store:
    """Make another rep of the center responsible from a day on; who was before stays on record.

    The day may lie in the past, not ahead: the store changes hands at once. The former rep loses
    sight of it, which is meant.
    """
    if not rules.may_hand_over(actor, store):
        raise PermissionDenied("hand_over_store")
    if not rules.is_rep_of(rep, store.center_id):
        raise ValidationError({"rep": _("Choose an active rep of the store's center.")})
    if on > timezone.localdate(at):
        raise ValidationError({"on": _("A store changes hands today or on a day before.")})
    saved = update_with_history(
        store,
        {"rep": rep},
        revision=store.revision if revision is None else revision,
        actor=actor,
        at=at,
        reason=reason,
        step=steps.HAND_OVER,
    )
    if saved.rep_id != store.rep_id:
        turn_responsibilities([Turn(saved, store.rep_id)], on=on)
    return saved


def _check_move(store: Store, status: str, reason: str) -> None:
    """A store's status moves along its life only, and says why."""
    if status == store.status:
        return
    if status not in steps.STORE_MOVES[store.status]:
        words = _("A store cannot go from “%(before)s” to “%(after)s”.")
        names = {"before": store.get_status_display(), "after": StoreStatus(status).label}
        raise ValidationError({"status": words % names})
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the status changes.")})
