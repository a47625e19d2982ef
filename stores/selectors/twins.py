"""Likely duplicates: what is compared, the pairs that were found, and why (handbook H2.2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from salesops.accounts.actor import Actor
from stores.archives import archive_of
from stores.calc.similarity import Archive, Ground, Likeness, Reason, near_or_alike
from stores.choices import ArchiveKind
from stores.models import Customer, Store
from stores.models.twins import Twins

BECAUSE = "twins are looked for among all archives of a center"
_WORDS = {
    Ground.SAME_NAME: gettext_lazy("same name"),
    Ground.LIKE_NAME: gettext_lazy("name %(figure)s %% alike"),
    Ground.SAME_PHONE: gettext_lazy("same phone"),
    Ground.SAME_TAX_ID: gettext_lazy("same tax id"),
    Ground.SAME_ADDRESS: gettext_lazy("same address"),
    Ground.SAME_CUSTOMER: gettext_lazy("same customer"),
    Ground.OTHER_HOUSE: gettext_lazy("other house number"),
}
_COMPARED = ("name", "phone", "address", "lon", "lat", "customer_id")
_KILOMETRE = 1_000


@dataclass(frozen=True, slots=True)
class Similar:
    """A store of the archive, and why a new one may be meant by it; of one not seen only its rep is named."""

    store: Store
    likeness: Likeness
    is_seen: bool = True

    @property
    def reasons(self) -> tuple[str, ...]:
        return reason_words(self.likeness.reasons)


def archives_of(kind: str, center_id: int) -> list[Archive]:
    """What is compared of a center's open stores or customers. One query."""
    archive = archive_of(kind)
    rows = archive.model.objects.unscoped(because=BECAUSE).standing()
    rows = rows.filter(center=center_id, status__in=archive.open_states)
    return [compared(row) for row in rows.order_by("pk")]


def compared(row: Store | Customer) -> Archive:
    """One store or customer as the comparison takes it; a new one has the id 0."""
    if isinstance(row, Customer):
        return Archive.of(row.pk or 0, row.name, phone=row.phone, tax_id=row.tax_id)
    has_position = row.lon is not None and row.lat is not None
    return Archive.of(
        row.pk or 0,
        row.name,
        phone=row.phone,
        address=row.address,
        position=(float(row.lon), float(row.lat)) if has_position else None,
        customer_id=row.customer_id,
    )


def similar_to(store: Store, actor: Actor) -> list[Similar]:
    """The stores of its center that a new store is like or next to, the most alike first. Three queries.

    Closed ones count: a shop that opens again is its old archive. A rep is told of a colleague's store too,
    as only then it is not made twice.
    """
    rows = Store.objects.unscoped(because=BECAUSE).standing().filter(center=store.center_id)
    found = near_or_alike(compared(store), [compared(row) for row in rows.only(*_COMPARED).order_by("pk")])
    by_id = rows.select_related("customer", "rep").in_bulk([x.second for x in found])
    seen = set(Store.objects.visible_to(actor).filter(pk__in=by_id).values_list("pk", flat=True))
    return [Similar(by_id[x.second], x, is_seen=x.second in seen) for x in found]


def with_both(pairs: QuerySet[Twins], kind: str, *, parted: bool) -> QuerySet[Twins]:
    """Pairs that still wait for a word, or those that were called different, the most alike first. No query."""
    names = ("customer", "rep") if kind == ArchiveKind.STORE else ("rep",)
    related = [f"{side}__{name}" for side in ("first", "second") for name in names]
    pairs = pairs.filter(
        parted_at__isnull=not parted, first__merged_into__isnull=True, second__merged_into__isnull=True
    )
    return pairs.select_related("first", "second", "center", "parted_by", *related).order_by("-score", "pk")


def pair_between(kind: str, one: Any, other: Any, actor: Actor) -> Twins | None:
    """The pair of two archives, if a search has found them alike. One query."""
    first, second = sorted((one.pk, other.pk))
    pairs = archive_of(kind).twins.objects.visible_to(actor)
    return pairs.filter(first=first, second=second).select_related("parted_by").first()


def kept_reasons(likeness: Likeness) -> list[list]:
    """Reasons as a pair keeps them."""
    return [[reason.ground.value, reason.figure] for reason in likeness.reasons]


def reasons_of(pair: Twins) -> tuple[str, ...]:
    """The reasons of a pair in words."""
    return reason_words(Reason(Ground(ground), figure) for ground, figure in pair.reasons)


def reason_words(reasons: Iterable[Reason]) -> tuple[str, ...]:
    return tuple(_in_words(reason) for reason in reasons)


def _in_words(reason: Reason) -> str:
    if reason.ground is Ground.APART:
        return _distance(reason.figure)
    return str(_WORDS[reason.ground]) % {"figure": reason.figure}


def _distance(metres: int) -> str:
    if metres < _KILOMETRE:
        return _("%(metres)s m apart") % {"metres": metres}
    return _("%(kilometres)s km apart") % {"kilometres": f"{metres / _KILOMETRE:.1f}"}
