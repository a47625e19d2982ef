"""Putting a shared-out territory into effect: hand-overs by date, a deed for each pair of reps (handbook H4.3, H0)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from salesops.accounts.actor import Actor
from salesops.accounts.models import Center, User
from salesops.errors import DomainError
from stores.models import HandOver, Store
from stores.selectors.hand_overs import bound_stores
from stores.services import plan_hand_over
from visits import rules
from visits.calc.areas import Outlet
from visits.calc.territory import StoreMove, Territory, effect_of
from visits.selectors.territory import fields_of, outlets_of

BECAUSE = "the stores and reps of a center that the caller decides on"


class TerritoryChanged(DomainError):
    """Nothing of the suggestion is as it was seen."""


@dataclass(frozen=True, slots=True)
class Approval:
    """What became of a batch: its hand-overs, how many suggestions these are, their effect, and what was left out."""

    hand_overs: list[HandOver]
    taken: int
    effect: Territory
    left_out: list[Store]


@transaction.atomic
def approve_territory(
    center: Center, chosen: Iterable[Sequence[StoreMove]], *, on: date, actor: Actor, at: datetime, reason: str
) -> Approval:
    """Hand the stores of the chosen suggestions over from a day on.

    A suggestion of which anything is no longer as it was seen (whose the store is, its work, its rep, a hand-over that
    it waits for) is left out, a swap as a whole; raises TerritoryChanged where none holds.
    """
    if not rules.plans_center(actor, center):
        raise PermissionDenied("approve_territory")
    chosen = list(chosen)
    if not chosen:
        raise TerritoryChanged(_("Choose at least one move."))
    stores = _held_stores(center, [move.code for moves in chosen for move in moves])
    outlets = outlets_of(center)
    holding, gone = _sorted_out(center, chosen, stores, outlets, on)
    if not holding:
        raise TerritoryChanged(_("Nothing of this is still as you saw it. Please look at the suggestion made anew."))
    moves = [move for suggestion in holding for move in suggestion]
    effect = effect_of(outlets, fields_of(center), moves)
    done = _handed_over(center, moves, stores, on=on, actor=actor, at=at, reason=reason)
    return Approval(done, len(holding), effect, [stores[move.code] for moves in gone for move in moves])


def _held_stores(center: Center, codes: list[str]) -> dict[str, Store]:
    rows = Store.objects.unscoped(because=BECAUSE).filter(center=center, code__in=codes)
    return {store.code: store for store in rows.select_for_update().order_by("pk")}


def _sorted_out(
    center: Center, chosen: list[Sequence[StoreMove]], stores: dict[str, Store], outlets: list[Outlet], on: date
) -> tuple[list[Sequence[StoreMove]], list[Sequence[StoreMove]]]:
    """What still is as it was seen, and what is not; a store named twice moves once."""
    bound = bound_stores([store.pk for store in stores.values()], on)
    reps = set(_reps(center))
    now = {
        (outlet.code, outlet.rep, float(outlet.visits * outlet.minutes))
        for outlet in outlets
        if outlet.code in stores and stores[outlet.code].pk not in bound
    }
    holding, gone, named = [], [], set()
    for moves in chosen:
        codes = {move.code for move in moves}
        holds = all((move.code, move.from_rep, move.work) in now and move.to_rep in reps for move in moves)
        (holding if holds and not codes & named else gone).append(moves)
        named |= codes
    return holding, gone


def _reps(center: Center) -> dict[str, User]:
    return {rep.username: rep for rep in User.objects.reps().active().filter(center=center)}


def _handed_over(center: Center, moves: list[StoreMove], stores: dict[str, Store], **deed) -> list[HandOver]:
    reps = _reps(center)
    pairs: dict[tuple[str, str], list[Store]] = defaultdict(list)
    for move in moves:
        pairs[move.from_rep, move.to_rep].append(stores[move.code])
    return [plan_hand_over(reps[former], reps[new], pair, **deed) for (former, new), pair in sorted(pairs.items())]
