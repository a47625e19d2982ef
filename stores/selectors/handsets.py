"""Which handsets are sold, and what stated IMEIs change about that (handbook H2.5)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from salesops.accounts.actor import Actor
from stores.choices import SaleKind
from stores.models import DisplaySample, SalesRecord, SoldHandset
from stores.selectors.facts import FactKey


@dataclass(frozen=True, slots=True)
class ImeiChange:
    """What a fact's stated IMEIs change: which are sold with it, the ids of those that come back, and what cannot be.

    `taken` are sold already, `unsold` come back without having been sold there, `standing` are samples since later.
    """

    added: tuple[str, ...] = ()
    freed: tuple[int, ...] = ()
    taken: tuple[str, ...] = ()
    unsold: tuple[str, ...] = ()
    standing: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.freed)


NO_CHANGE = ImeiChange()


@dataclass(frozen=True, slots=True)
class StatedImeis:
    """A fact with its net quantity and the IMEIs that its source names."""

    key: FactKey
    quantity: int
    imeis: tuple[str, ...]


def imei_changes(stated: Sequence[StatedImeis], source: str) -> dict[FactKey, ImeiChange]:
    """What the named IMEIs change, fact by fact. Three queries, and one more for pieces that come back.

    Of pieces that were sold the names are all there are: another one that the fact had comes back. Of pieces
    that came back each is freed where it was sold, at the same store, as the same SKU and not later.
    """
    if not stated:
        return {}
    had = _handsets_of([fact.key for fact in stated], source)
    back = _freed_by([fact.key for fact in stated if fact.quantity < 0], source)
    named = {imei for fact in stated for imei in fact.imeis}
    sold = {handset.imei: handset for handset in _open().filter(imei__in=named)}
    standing = _standing_since(named)
    changes, claimed = {}, set()
    for fact in stated:
        changes[fact.key] = (
            _sale(fact, had[fact.key], sold, claimed, standing)
            if fact.quantity >= 0
            else _return(fact, back[fact.key], sold, claimed)
        )
        claimed |= set(fact.imeis)
    return changes


def with_handsets(records: QuerySet[SalesRecord]) -> QuerySet[SalesRecord]:
    """Records, each with the handsets that it sold. One query more for each page."""
    handsets = SoldHandset.objects.unscoped(because="of records that are seen").order_by("pk")
    return records.prefetch_related(Prefetch("handsets", handsets, to_attr="sold_handsets"))


def handsets_of(record: SalesRecord, actor: Actor) -> list[SoldHandset]:
    """The handsets of a record's fact, those that came back too. One query."""
    rows = SoldHandset.objects.visible_to(actor).filter(
        record__store=record.store_id,
        record__sold_on=record.sold_on,
        record__sku=record.sku_id,
        record__kind=record.kind,
        record__source=record.source,
        record__document=record.document,
    )
    return list(rows.select_related("freed_by").order_by("pk"))


def _open() -> QuerySet[SoldHandset]:
    rows = SoldHandset.objects.unscoped(because="an IMEI is sold once in the whole company")
    return rows.filter(freed_by__isnull=True).select_related("record")


def _standing_since(imeis: Iterable[str]) -> dict[str, date]:
    """The display samples among them, each with its first day."""
    rows = DisplaySample.objects.unscoped(because="an IMEI is in one place in the whole company")
    return dict(rows.filter(imei__in=imeis, ends_on=None).values_list("imei", "starts_on"))


def _handsets_of(keys: Sequence[FactKey], source: str) -> dict[FactKey, list[SoldHandset]]:
    rows = _open().filter(
        record__source=source,
        record__store__in={key.store_id for key in keys},
        record__sold_on__in={key.sold_on for key in keys},
        record__sku__in={key.sku_id for key in keys},
    )
    found = defaultdict(list)
    for handset in rows:
        found[key_of(handset.record)].append(handset)
    return found


def _freed_by(keys: Sequence[FactKey], source: str) -> dict[FactKey, set[str]]:
    """The IMEIs that a fact freed already; stated again they change nothing."""
    found = defaultdict(set)
    if keys:
        rows = SoldHandset.objects.unscoped(because="what the same fact freed before")
        rows = rows.filter(freed_by__source=source, freed_by__store__in={key.store_id for key in keys})
        rows = rows.filter(freed_by__sold_on__in={key.sold_on for key in keys}).select_related("freed_by")
        for handset in rows:
            found[key_of(handset.freed_by)].add(handset.imei)
    return found


def key_of(record: SalesRecord) -> FactKey:
    return FactKey(record.kind, record.store_id, record.sku_id, record.sold_on, record.document)


def _sale(
    fact: StatedImeis,
    had: Sequence[SoldHandset],
    sold: dict[str, SoldHandset],
    claimed: set[str],
    standing: dict[str, date],
) -> ImeiChange:
    own = {handset.imei for handset in had}
    new = tuple(imei for imei in fact.imeis if imei not in own)
    return ImeiChange(
        added=new,
        freed=tuple(handset.pk for handset in had if handset.imei not in fact.imeis),
        taken=tuple(imei for imei in new if imei in sold or imei in claimed),
        standing=tuple(imei for imei in new if imei in standing and standing[imei] > fact.key.sold_on),
    )


def _return(fact: StatedImeis, back: set[str], sold: dict[str, SoldHandset], claimed: set[str]) -> ImeiChange:
    named = [imei for imei in fact.imeis if imei not in back]
    here = {imei: sold[imei] for imei in named if imei in sold and _fits(sold[imei].record, fact.key)}
    return ImeiChange(
        freed=tuple(handset.pk for imei, handset in here.items() if imei not in claimed),
        unsold=tuple(imei for imei in named if imei not in here or imei in claimed),
    )


def _fits(record: SalesRecord, key: FactKey) -> bool:
    is_same = (record.store_id, record.sku_id, record.kind) == (key.store_id, key.sku_id, SaleKind.SELL_OUT.value)
    return is_same and record.sold_on <= key.sold_on
