"""A dealer's people taken on, given stores, trained, and gone (handbook H10.5)."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dealers import team_words as words
from dealers.dealer_rules import keeps_business
from dealers.models import DealerPerson, PersonStore, PersonTraining
from dealers.services.business import supplies
from salesops.accounts.actor import Actor
from salesops.errors import DomainError
from salesops.workflow.services import create_with_history, record_change, update_with_history
from stores.choices import CustomerKind
from stores.models import Customer, Store

_BECAUSE = "the person was seen already; its stores are its own"


class HasStore(DomainError):
    """The person looks after the store on some of these days already."""


@transaction.atomic
def add_person(dealer: Customer, values: Mapping[str, Any], *, actor: Actor, at: datetime) -> DealerPerson:
    """Take a person into the dealer's team."""
    _require(dealer, actor)
    if dealer.kind != CustomerKind.DEALER:
        raise DomainError(_("%(name)s is no dealer.") % {"name": dealer})
    return create_with_history(DealerPerson(customer=dealer, created_at=at, **values), actor=actor, at=at)


@transaction.atomic
def edit_person(
    person: DealerPerson, values: Mapping[str, Any], *, revision: int, actor: Actor, at: datetime
) -> DealerPerson:
    _require(person.customer, actor)
    return update_with_history(person, values, revision=revision, actor=actor, at=at)


@transaction.atomic
def let_go(person: DealerPerson, *, left_on: date, actor: Actor, at: datetime, reason: str = "") -> DealerPerson:
    """Note the last day; the stores end with it."""
    _require(person.customer, actor)
    held = _hold(person)
    if held.left_on:
        raise DomainError(_("%(name)s has left already.") % {"name": held})
    gone = update_with_history(
        held, {"left_on": left_on}, revision=held.revision, actor=actor, at=at, reason=reason, step=words.LEAVE
    )
    after = left_on + timedelta(days=1)
    rows = PersonStore.objects.unscoped(because=_BECAUSE).filter(person=held)
    rows.filter(starts_on__gte=after).delete()
    rows.touching(after, None).update(ends_on=after)
    return gone


@transaction.atomic
def give_store(
    person: DealerPerson, store: Store, *, starts_on: date, ends_on: date | None, actor: Actor, at: datetime
) -> PersonStore:
    """Let a person look after a store that the dealer supplies, to the day before `ends_on`."""
    _require(person.customer, actor)
    held = _hold(person)
    if held.left_on:
        raise DomainError(_("%(name)s has left already.") % {"name": held})
    if not supplies(held.customer, store):
        raise ValidationError({"store": _("The dealer does not supply this store.")})
    place = PersonStore(person=held, store=store, starts_on=starts_on, ends_on=ends_on)
    place.full_clean()
    taken = PersonStore.objects.unscoped(because=_BECAUSE).filter(person=held, store=store)
    if taken.touching(starts_on, ends_on).exists():
        raise HasStore(_("On some of these days the store is this person's already."))
    try:
        with transaction.atomic():
            place.save(force_insert=True)
    except IntegrityError as clash:
        raise HasStore(_("On some of these days the store is this person's already.")) from clash
    record_change(held, {_trail(place): ("", _told(place))}, actor=actor, at=at, step=words.GIVE_STORE)
    return place


@transaction.atomic
def take_store(place: PersonStore, *, ends_on: date, actor: Actor, at: datetime) -> None:
    """End a store at a person; a span that never began goes as a whole."""
    person = place.person
    _require(person.customer, actor)
    rows = PersonStore.objects.visible_to(actor).select_for_update(of=("self",)).select_related("store")
    held = rows.get(pk=place.pk)
    if held.ends_on and ends_on >= held.ends_on:
        raise ValidationError({"ends_on": _("It ends before that day already.")})
    before, after = _told(held), ""
    if ends_on <= held.starts_on:
        PersonStore.objects.visible_to(actor).filter(pk=held.pk).delete()
    else:
        held.ends_on = ends_on
        held.save(update_fields=["ends_on"])
        after = _told(held)
    record_change(person, {_trail(place): (before, after)}, actor=actor, at=at, step=words.TAKE_STORE)


@transaction.atomic
def train(person: DealerPerson, values: Mapping[str, Any], *, actor: Actor, at: datetime) -> PersonTraining:
    """Write down a training that has been."""
    _require(person.customer, actor)
    training = PersonTraining(person=_hold(person), recorded_by_id=actor.user_id, recorded_at=at, **values)
    training.full_clean()
    if training.held_on > timezone.localdate(at):
        raise ValidationError({"held_on": _("This day is still to come.")})
    training.save(force_insert=True)
    told = f"{training.get_topic_display()} {training.held_on}"
    changes = {f"{words.TRAINING}:{training.pk}": ("", told)}
    record_change(training.person, changes, actor=actor, at=at, step=words.TRAIN)
    return training


def _hold(person: DealerPerson) -> DealerPerson:
    rows = DealerPerson.objects.unscoped(because="the rule decided about the locked row")
    return rows.select_for_update(of=("self",)).select_related("customer").get(pk=person.pk)


def _require(dealer: Customer, actor: Actor) -> None:
    if not keeps_business(actor, dealer):
        raise PermissionDenied("dealer team")


def _trail(place: PersonStore) -> str:
    return f"{words.STORE}:{place.pk}"


def _told(place: PersonStore) -> str:
    last = f"{place.ends_on - timedelta(days=1)}" if place.ends_on else "…"
    return f"{place.store} {place.starts_on} – {last}"
