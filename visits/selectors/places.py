"""Which stores seem to stand elsewhere than the archive says (handbook H5.3)."""

from collections.abc import Sequence
from dataclasses import dataclass

from salesops.accounts.actor import Actor
from visits import rules
from visits.choices import PlaceStatus
from visits.models import PlaceProposal

MOST = 100


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A proposal, and whether this person decides on it."""

    proposal: PlaceProposal
    may_decide: bool


def open_places(actor: Actor) -> Sequence[PlaceLine]:
    """The proposals that wait, the furthest off first. One query."""
    proposals = PlaceProposal.objects.visible_to(actor).filter(status=PlaceStatus.PROPOSED)
    rows = proposals.select_related("store__rep", "visit").order_by("-metres_off", "pk")[:MOST]
    return [PlaceLine(row, rules.decides_place(actor, row)) for row in rows]
