"""How the sending of phones stands: chains of receipts, and parked visits by rep (handbook H5.4)."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, Max, Q

from salesops.accounts.actor import Actor
from salesops.accounts.models import User
from visits.calc.chain import Link, broken_at
from visits.choices import ParkedKind, ParkedOutcome
from visits.models import ParkedVisit, PhotoUpload, Receipt, Visit

BECAUSE = "the visit was seen already"


@dataclass(frozen=True, slots=True)
class Chain:
    """The receipts of one sender; `broken_at` is the first number that does not follow from the one before."""

    username: str
    receipts: int
    broken_at: int | None


def chains(actor: Actor) -> list[Chain]:
    """Walk each sender's receipts. One query; a row for each receipt."""
    receipts = Receipt.objects.visible_to(actor).order_by("rep__username", "number")
    rows = receipts.values_list(
        "rep__username", "number", "visit__client_id", "content_sha256", "chain_sha256", "visit__content_sha256"
    )
    return [_chain(username, list(of_rep)) for username, of_rep in groupby(rows.iterator(), lambda row: row[0])]


def parked_by_rep(actor: Actor) -> list[User]:
    """Reps with visits that wait to be mended or settled, how many of each kind, and since when. One query."""
    waiting = ParkedVisit.objects.visible_to(actor).filter(outcome=ParkedOutcome.WAITING)
    of_reps = waiting.values("rep_id", "rep__name").annotate(
        refused=Count("pk", filter=Q(kind=ParkedKind.REFUSED)),
        conflicts=Count("pk", filter=Q(kind=ParkedKind.CONFLICT)),
        last_sent_at=Max("last_sent_at"),
    )
    return list(of_reps.order_by("rep__name"))


def photos_on_their_way(visit: Visit) -> int:
    """How many photos a visit named that have not come yet. One query."""
    uploads = PhotoUpload.objects.unscoped(because=BECAUSE).filter(visit=visit, photo=None, refusal="")
    return uploads.count()


def receipt_of(visit: Visit) -> Receipt | None:
    """The receipt of a visit that was sent; one that was made on the pages has none. One query."""
    return Receipt.objects.unscoped(because=BECAUSE).filter(visit=visit).first()


def _chain(username: str, rows: list[tuple]) -> Chain:
    links = [Link(number, str(key), content, chained, of_visit) for _, number, key, content, chained, of_visit in rows]
    return Chain(username, len(links), broken_at(links))
