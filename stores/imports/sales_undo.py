"""How an import of sales is taken back: exactly its records go, and what they added to the months (H2.4, H2.5)."""

from collections.abc import Iterator

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from salesops.exchange.dependents import relations_to, rows_pointing
from salesops.exchange.undo import MOST_OBSTACLES, Obstacle, UndoContext, UndoPlan
from stores.choices import SaleSource
from stores.models import SalesRecord, SoldHandset
from stores.services.removed_sales import remove_records
from stores.services.sales import wait_for_other_imports

_FACT = ("kind", "store", "sku", "sold_on", "source", "document")


class SalesUndo:
    """A fact that was corrected later, by import or by hand, stays with its records: the correction counts on them."""

    def __init__(self, context: UndoContext) -> None:
        self.context = context
        self._all = SalesRecord.objects.unscoped(because="whoever may undo the import may see what it did")
        self._records = self._all.filter(import_run_id=context.run_id)
        self._stays = Q()

    def look(self) -> UndoPlan:
        """At most six queries, and one for each table that points at sales."""
        if self.context.is_writing:
            wait_for_other_imports()
        self._stays = self._reasons_to_stay()
        free = self._free().aggregate(
            new=Count("pk", filter=Q(correction_no=0)), corrections=Count("pk", filter=Q(correction_no__gt=0))
        )
        staying = self._records.filter(self._stays) if self._stays else self._records.none()
        kept = staying.count()
        obstacles = list(_obstacles(staying)) if kept else []
        return UndoPlan(removed=free["new"], restored=free["corrections"], kept=kept, obstacles=obstacles)

    def apply(self) -> None:
        remove_records(self._free())

    def _free(self) -> QuerySet[SalesRecord]:
        return self._records.exclude(self._stays) if self._stays else self._records

    def _reasons_to_stay(self) -> Q:
        """Later corrections of the same facts; later records alone are looked at, as there may be millions."""
        last = self._records.aggregate(last=Max("pk"))["last"] or 0
        later = self._all.filter(source=SaleSource.IMPORT, correction_no__gt=0, pk__gt=last)
        reasons = Q()
        if later.exists():
            reasons |= Q(Exists(later.filter(**{name: OuterRef(name) for name in _FACT})))
        for key in relations_to(SalesRecord):
            if key.model is SoldHandset:
                reasons |= _needed_handsets(self._records)
                continue
            pointing = rows_pointing(key, self._records.values("pk"))
            if pointing.exists():
                reasons |= Q(pk__in=pointing.values(key.attname))
        return reasons


def _needed_handsets(records: QuerySet[SalesRecord]) -> Q:
    """Handsets go with the records that sold them, unless one came back later; one that these records freed is sold
    again, unless it was sold anew."""
    handsets = SoldHandset.objects.unscoped(because="whoever may undo the import may see what it did")
    ids = records.values("pk")
    came_back = handsets.filter(record__in=ids, freed_by__isnull=False).exclude(freed_by__in=ids)
    open_again = handsets.filter(freed_by__isnull=True).exclude(record__in=ids).values("imei")
    sold_anew = handsets.filter(freed_by__in=ids, imei__in=open_again)
    return Q(pk__in=came_back.values("record")) | Q(pk__in=sold_anew.values("freed_by"))


def _obstacles(staying: QuerySet[SalesRecord]) -> Iterator[Obstacle]:
    for record in staying.select_related("store", "sku").order_by("pk")[:MOST_OBSTACLES]:
        yield Obstacle(0, f"{record.store.code} {record.sku.code} {record.sold_on}", "corrected_later")
