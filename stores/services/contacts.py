"""Adding, changing and removing contacts, and choosing the main one (handbook H2.1, H2.2).

The history of contacts is their owner's: each change stands among its events.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from salesops.accounts.actor import Actor
from salesops.workflow.services import EditedMeanwhile, record_change, update_with_history
from stores import rules, steps
from stores.models import Customer, Store
from stores.models.contacts import Contact, CustomerContact, StoreContact
from stores.selectors.contacts import CONTACT

OF_OWNER: dict[type, type[Contact]] = {Store: StoreContact, Customer: CustomerContact}
# What the main contact is called in its owner's archive.
MAIN = {"name": "contact_name", "role": "contact_role", "phone": "phone", "note": "contact_note"}


@transaction.atomic
def add_contact(owner: Store | Customer, values: Mapping[str, Any], *, actor: Actor, at: datetime) -> Contact:
    _require_right(owner, actor)
    contact = OF_OWNER[type(owner)](owner=owner, **values)
    contact.full_clean()
    contact.save(force_insert=True)
    record_change(owner, {_trail_name(contact): ("", str(contact))}, actor=actor, at=at, step=steps.ADD_CONTACT)
    return contact


@transaction.atomic
def edit_contact(contact: Contact, values: Mapping[str, Any], *, revision: int, actor: Actor, at: datetime) -> Contact:
    """Change a contact under the revision that the person saw; what changes nothing leaves no trace."""
    _require_right(contact.owner, actor)
    current = _held(contact)
    before = str(current)
    if all(getattr(current, name) == value for name, value in values.items()):
        return current
    if current.revision != revision:
        raise EditedMeanwhile([], current)
    for name, value in values.items():
        setattr(current, name, value)
    current.revision += 1
    current.full_clean()
    current.save()
    change = {_trail_name(current): (before, str(current))}
    record_change(current.owner, change, actor=actor, at=at, step=steps.EDIT_CONTACT)
    return current


@transaction.atomic
def remove_contact(contact: Contact, *, actor: Actor, at: datetime) -> None:
    _require_right(contact.owner, actor)
    current = _held(contact)
    change = {_trail_name(current): (str(current), "")}
    record_change(current.owner, change, actor=actor, at=at, step=steps.REMOVE_CONTACT)
    type(current).objects.unscoped(because="the right was checked").filter(pk=current.pk).delete()


@transaction.atomic
def make_main_contact(contact: Contact, *, actor: Actor, at: datetime) -> Store | Customer:
    """Let a contact and the main one change places; without a main one its place is simply taken."""
    _require_right(contact.owner, actor)
    current = _held(contact)
    owner = current.owner
    former = {name: getattr(owner, field) for name, field in MAIN.items()}
    values = {field: getattr(current, name) for name, field in MAIN.items()}
    saved = update_with_history(
        owner, values, revision=owner.revision, actor=actor, at=at, step=steps.MAKE_MAIN_CONTACT
    )
    if not former["name"]:
        remove_contact(current, actor=actor, at=at)
    else:
        edit_contact(current, former, revision=current.revision, actor=actor, at=at)
    return saved


def _held(contact: Contact) -> Contact:
    """The row as it stands now, held until the end; two who remove one are told apart."""
    rows = type(contact).objects.unscoped(because="the right was checked").select_related("owner")
    current = rows.select_for_update(of=("self", "owner")).filter(pk=contact.pk).first()
    if current is None:
        raise ValidationError(_("This contact was removed meanwhile."))
    return current


def _require_right(owner: Store | Customer, actor: Actor) -> None:
    if not rules.may_keep_contacts(actor, owner):
        raise PermissionDenied("contacts")


def _trail_name(contact: Contact) -> str:
    """How the history names one contact through all its changes."""
    return f"{CONTACT}:{contact.pk}"
