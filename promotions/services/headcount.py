"""Setting how many promoters a store of a class and format should have, from a day on (handbook H7)."""

from collections.abc import Mapping
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from promotions.models import HeadcountLine, PromoterTerms
from promotions.promoter_rules import sets_headcount, sets_terms
from promotions.selectors.staffing import Cell, headcount_on
from salesops.accounts.actor import Actor
from salesops.errors import DomainError
from salesops.workflow.services import settle


class LaterVersion(DomainError):
    """A version that begins later would be run over."""


@transaction.atomic
def set_headcount(
    wanted: Mapping[Cell, int], *, starts_on: date, actor: Actor, at: datetime, reason: str = ""
) -> list[Cell]:
    """Let the wanted numbers hold from a day on; returns the cells that changed. 0 asks for nobody.

    What holds until then is kept; lines that begin on that very day are replaced, later ones refuse.
    """
    if not sets_headcount(actor):
        raise PermissionDenied("set_headcount")
    lines = HeadcountLine.objects.select_for_update()
    if lines.filter(starts_on__gt=starts_on).exists():
        raise LaterVersion(_("A version that begins later stands already. Choose its day, or a later one."))
    now = headcount_on(starts_on)
    changed = [cell for cell, number in wanted.items() if number != now.get(cell, 0)]
    for store_class, store_format in changed:
        own = lines.filter(store_class=store_class, format=store_format)
        own.filter(starts_on=starts_on).delete()
        own.holding_on(starts_on).update(ends_on=starts_on)
    said = {"starts_on": starts_on, "set_by_id": actor.user_id, "set_at": at, "reason": reason}
    HeadcountLine.objects.bulk_create(
        HeadcountLine(store_class=cell[0], format=cell[1], promoters=wanted[cell], **said)
        for cell in changed
        if wanted[cell]
    )
    return changed


@transaction.atomic
def set_terms(terms: PromoterTerms, values: Mapping[str, object], *, revision: int, actor: Actor, at: datetime):
    """Set what a center asks of its promoters' time and data; the first change makes the row."""
    if not sets_terms(actor, terms):
        raise PermissionDenied("set_terms")
    return settle(terms, values, place={"center": terms.center_id}, revision=revision, actor=actor, at=at)
