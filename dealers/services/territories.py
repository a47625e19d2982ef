"""Which dealer may sell where, from when to when (handbook H10.1)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from dealers import dealer_steps as steps
from dealers.calc.territory import span_of
from dealers.dealer_rules import binds_dealer
from dealers.models import Territory
from dealers.selectors.divisions import division_words
from salesops.accounts.actor import Actor
from salesops.errors import DomainError
from salesops.workflow.services import record_change
from stores.choices import CustomerKind
from stores.models import Customer

_BECAUSE = "an exclusive territory is one in the whole company"


class GivenAway(DomainError):
    """Another dealer has the division, or a part of it, for itself on those days."""


@transaction.atomic
def give_territories(
    dealer: Customer,
    codes: Iterable[str],
    *,
    is_exclusive: bool,
    starts_on: date,
    ends_on: date | None,
    actor: Actor,
    at: datetime,
) -> list[Territory]:
    """Let a dealer sell in divisions from a day on, to the day before `ends_on`: in all of them or in none.

    The dealer's lock lets one ask at a time for one dealer; of two dealers the database refuses the second.
    """
    if not binds_dealer(actor, dealer):
        raise PermissionDenied("give_territories")
    held = Customer.objects.visible_to(actor).select_for_update(of=("self",)).get(pk=dealer.pk)
    if held.kind != CustomerKind.DEALER:
        raise DomainError(_("%(name)s is no dealer.") % {"name": held})
    given = [_give(held, code, is_exclusive, starts_on, ends_on, actor) for code in codes]
    changes = {_trail(territory): ("", told(territory)) for territory in given}
    record_change(held, changes, actor=actor, at=at, step=steps.GIVE_TERRITORY)
    return given


@transaction.atomic
def end_territory(territory: Territory, *, ends_on: date, actor: Actor, at: datetime) -> None:
    """Let a dealer have the division until the day before; a span that never began goes as a whole."""
    if not binds_dealer(actor, territory.customer):
        raise PermissionDenied("end_territory")
    rows = Territory.objects.visible_to(actor).select_for_update(of=("self",))
    held = rows.select_related("customer").get(pk=territory.pk)
    if held.ends_on and ends_on >= held.ends_on:
        raise ValidationError({"ends_on": _("It ends before that day already.")})
    before, after = told(held), ""
    if ends_on <= held.starts_on:
        rows.filter(pk=held.pk).delete()
    else:
        held.ends_on = ends_on
        held.save(update_fields=["ends_on"])
        after = told(held)
    record_change(held.customer, {_trail(territory): (before, after)}, actor=actor, at=at, step=steps.END_TERRITORY)


def told(territory: Territory) -> str:
    last = f"{territory.ends_on - timedelta(days=1)}" if territory.ends_on else "…"
    words = f"{division_words(territory.division_code)} {territory.starts_on} – {last}"
    return f"{words}, {_('exclusive')}" if territory.is_exclusive else words


def _give(
    dealer: Customer, code: str, is_exclusive: bool, starts_on: date, ends_on: date | None, actor: Actor
) -> Territory:
    first, end = span_of(code)
    territory = Territory(
        customer=dealer,
        division_code=code,
        division_from=first,
        division_to=end,
        is_exclusive=is_exclusive,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    territory.full_clean()
    if is_exclusive:
        _refuse_what_is_given(territory, actor)
    try:
        with transaction.atomic():
            territory.save(force_insert=True)
    except IntegrityError as clash:
        raise GivenAway(_("Somebody gave this territory away meanwhile. Look at it again.")) from clash
    return territory


def _refuse_what_is_given(territory: Territory, actor: Actor) -> None:
    """Name the dealer that has it, or its being another center's."""
    rows = Territory.objects.unscoped(because=_BECAUSE).exclusive()
    rows = rows.within(territory.division_from, territory.division_to)
    other = rows.touching(territory.starts_on, territory.ends_on).select_related("customer").first()
    if other is None:
        return
    is_seen = actor.sees_all or other.customer.center_id == actor.center_id
    who = str(other.customer) if is_seen else _("a dealer of another center")
    words = _("%(division)s is exclusive already: %(who)s, %(what)s.")
    what = told(other) if is_seen else division_words(other.division_code)
    raise GivenAway(words % {"division": division_words(territory.division_code), "who": who, "what": what})


def _trail(territory: Territory) -> str:
    return f"{steps.TERRITORY}:{territory.pk}"
