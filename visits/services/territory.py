"""Putting a shared-out territory into effect: hand-overs by date, a deed for each pair of reps (handbook H4.3, H0)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from salesops.accounts.actor import Actor
from salesops.accounts.models import Center, User
from salesops.errors import DomainError
from stores.models import HandOver, Store
from stores.services import plan_hand_over
from visits import rules
from visits.calc.territory import StoreMove

BECAUSE = "the stores and reps of a center that the caller decides on"


class TerritoryChanged(DomainError):
    """A store or a rep is no longer where the suggestion saw it."""


@transaction.atomic
def approve_territory(
    center: Center, moves: Iterable[StoreMove], *, on: date, actor: Actor, at: datetime, reason: str
) -> list[HandOver]:
    """Hand the stores of the approved moves over from a day on; nothing moves if one of them is not as it was seen."""
    if not rules.plans_center(actor, center):
        raise PermissionDenied("approve_territory")
    pairs: dict[tuple[str, str], list[str]] = defaultdict(list)
    for move in moves:
        pairs[move.from_rep, move.to_rep].append(move.code)
    if not pairs:
        raise TerritoryChanged(_("Choose at least one move."))
    reps = {rep.username: rep for rep in User.objects.reps().active().filter(center=center)}
    deed = {"on": on, "actor": actor, "at": at, "reason": reason}
    done = []
    for (former, new), codes in sorted(pairs.items()):
        if former not in reps or new not in reps:
            raise TerritoryChanged(_("A rep of this suggestion is no longer active. Please have it made anew."))
        done.append(plan_hand_over(reps[former], reps[new], _stores(reps[former], codes), **deed))
    return done


def _stores(rep: User, codes: list[str]) -> list[Store]:
    rows = Store.objects.unscoped(because=BECAUSE).active().filter(rep=rep, center=rep.center_id, code__in=codes)
    stores = list(rows.order_by("code"))
    if len(stores) < len(codes):
        raise TerritoryChanged(_("A store of this suggestion has changed hands. Please have it made anew."))
    return stores
