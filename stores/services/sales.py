"""Recording sales and stock: facts are added, corrected by further rows, never edited (handbook H2.5)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.db import connection, transaction

from salesops.accounts.actor import Actor
from salesops.workflow.services.bulk_rows import insert_rows
from stores.choices import SaleKind, SaleSource
from stores.models import SalesRecord, Sku, StockCount
from stores.selectors.facts import FactKey, KnownFact, known_facts
from stores.selectors.handsets import NO_CHANGE, ImeiChange, StatedImeis, imei_changes
from stores.selectors.prices import PriceList, price_list
from stores.services.handsets import keep_handsets
from stores.services.rollups import RollUpDelta, add_to_rollups

BATCH = 1000
# Any number will do, as long as nothing else in the program takes the same one.
IMPORT_LOCK = 2_005_001


class Sale(NamedTuple):
    """Net units of one fact as the source now states them; without an amount the price list gives it.

    `imeis` names pieces among them; nothing at all (`None`) leaves the known ones as they are.
    """

    kind: SaleKind
    store_id: int
    sku_id: int
    model_id: int
    sold_on: date
    quantity: int
    document: str = ""
    amount_yuan: Decimal | None = None
    reason: str = ""
    imeis: tuple[str, ...] | None = None

    @property
    def key(self) -> FactKey:
        return FactKey(SaleKind(self.kind).value, self.store_id, self.sku_id, self.sold_on, self.document)


class Addition(NamedTuple):
    """What a further record has to say so that the records agree with a fact."""

    quantity: int
    amount_yuan: Decimal | None
    correction_no: int


class Finding(NamedTuple):
    """A stated fact beside what is known of it, and what is to be added, if anything is.

    Where only its IMEIs change the addition has quantity 0.
    """

    sale: Sale
    known: KnownFact | None
    row: Addition | None
    imeis: ImeiChange = NO_CHANGE


@dataclass(frozen=True, slots=True)
class SalesRecorded:
    created: int
    corrected: int
    unchanged: int


@transaction.atomic
def record_sales(
    sales: Iterable[Sale],
    *,
    source: SaleSource,
    actor: Actor,
    at: datetime,
    import_run_id: int | None = None,
) -> SalesRecorded:
    """Make the records agree with these facts and bring the monthly roll-ups along.

    A new fact is a row, a changed one a further row with the difference and the next correction
    number, an equal one nothing. Callers give stores that the actor may see. A fixed number of
    queries for a thousand facts.
    """
    if source == SaleSource.IMPORT:
        wait_for_other_imports()
    findings = compare_with_records(list(sales), source=source)
    write_findings(findings, source=source, actor=actor, at=at, import_run_id=import_run_id)
    corrected = sum(1 for finding in findings if finding.row and finding.known)
    created = sum(1 for finding in findings if finding.row) - corrected
    return SalesRecorded(created, corrected, len(findings) - created - corrected)


def wait_for_other_imports() -> None:
    """Let one import of sales write at a time, so that two files correct a fact one after the other.

    Other sources are not held up: their facts have keys of their own. SQLite has one writer anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [IMPORT_LOCK])


def compare_with_records(
    sales: Sequence[Sale], *, source: SaleSource, prices: PriceList | None = None
) -> list[Finding]:
    """Say for each fact whether it is new, changed or known.

    Two queries for a thousand facts, and two more where some name IMEIs.
    """
    keys = [sale.key for sale in sales]
    if len(set(keys)) != len(keys):
        raise ValueError("One call states the same fact twice.")
    known = known_facts(keys, source)
    prices = prices or price_list(sale.model_id for sale in sales)
    named = [StatedImeis(sale.key, sale.quantity, sale.imeis) for sale in sales if sale.imeis is not None]
    changes = imei_changes(named, source)
    return [_finding(sale, known.get(sale.key), prices, changes.get(sale.key, NO_CHANGE)) for sale in sales]


def write_findings(
    findings: Iterable[Finding],
    *,
    source: SaleSource,
    actor: Actor,
    at: datetime,
    import_run_id: int | None = None,
) -> list[SalesRecord]:
    """Insert the rows that are missing, and add them to the roll-ups in the caller's transaction."""
    new = [finding for finding in findings if finding.row is not None]
    records = _create(new, (source, at, actor.user_id, import_run_id))
    add_to_rollups(_delta(finding) for finding in new)
    return records


def write_imported(findings: Iterable[Finding], *, actor: Actor, at: datetime, import_run_id: int) -> None:
    """Insert what a chunk of a file adds; `add_import_to_rollups` follows once for the whole file.

    One query, and four more where pieces are named by IMEI.
    """
    common = (SaleSource.IMPORT.value, at, actor.user_id, import_run_id)
    findings = list(findings)
    insert_rows(SalesRecord, _COLUMNS, (_values(finding, *common) for finding in findings if not finding.imeis))
    _create([finding for finding in findings if finding.imeis], common)


def _create(findings: Sequence[Finding], common: tuple) -> list[SalesRecord]:
    """Insert records whose keys are needed, and keep the handsets that they name."""
    records = SalesRecord.objects.bulk_create(
        [SalesRecord(**dict(zip(_ATTRIBUTES, _values(finding, *common), strict=True))) for finding in findings], BATCH
    )
    keep_handsets([(record, finding.imeis) for record, finding in zip(records, findings, strict=True) if finding.imeis])
    return records


def _values(
    finding: Finding, source: str, recorded_at: datetime, recorded_by_id: int | None, import_run_id: int | None
) -> tuple:
    """In the order of the columns."""
    sale, (quantity, amount_yuan, correction_no) = finding.sale, finding.row
    fact = (sale.kind, sale.store_id, sale.sku_id, sale.sold_on, quantity, amount_yuan, sale.document, correction_no)
    return *fact, sale.reason, source, recorded_at, recorded_by_id, import_run_id


_COLUMNS = (
    "kind",
    "store",
    "sku",
    "sold_on",
    "quantity",
    "amount_yuan",
    "document",
    "correction_no",
    "reason",
    "source",
    "recorded_at",
    "recorded_by",
    "import_run_id",
)
_ATTRIBUTES = tuple(SalesRecord._meta.get_field(name).attname for name in _COLUMNS)


def _finding(sale: Sale, known: KnownFact | None, prices: PriceList, imeis: ImeiChange) -> Finding:
    quantity = sale.quantity - (known.quantity if known else 0)
    if sale.amount_yuan is not None:
        amount = sale.amount_yuan - (known.amount_yuan if known else 0)
    else:
        amount = prices.amount(sale.kind, sale.model_id, sale.sold_on, quantity)
    if known and not quantity and not amount and not imeis:
        return Finding(sale, known, None, imeis)
    return Finding(sale, known, Addition(quantity, amount, known.last_no + 1 if known else 0), imeis)


def _delta(finding: Finding) -> RollUpDelta:
    sale, row = finding.sale, finding.row
    is_out = sale.kind == SaleKind.SELL_OUT
    return RollUpDelta(
        store_id=sale.store_id,
        model_id=sale.model_id,
        month=sale.sold_on.replace(day=1),
        sell_in=0 if is_out else row.quantity,
        sell_out=row.quantity if is_out else 0,
        sell_out_yuan=(row.amount_yuan or Decimal(0)) if is_out else Decimal(0),
        records=int(is_out),
    )


def sales_of_skus(
    quantities: Mapping[int, int], *, kind: SaleKind, store_id: int, sold_on: date, document: str = ""
) -> list[Sale]:
    """Facts of one store and day from pieces by SKU id, as a visit counts them. One query."""
    models = dict(Sku.objects.filter(pk__in=quantities).values_list("pk", "model_id"))
    return [
        Sale(kind, store_id, sku_id, models[sku_id], sold_on, quantity, document)
        for sku_id, quantity in quantities.items()
    ]


def record_stock(counts: Mapping[int, int], *, store_id: int, counted_on: date, at: datetime) -> None:
    """Keep pieces by SKU id as found in a store; the last count of a day stands. One query."""
    StockCount.objects.bulk_create(
        [
            StockCount(store_id=store_id, sku_id=sku_id, counted_on=counted_on, quantity=quantity, recorded_at=at)
            for sku_id, quantity in sorted(counts.items())
        ],
        update_conflicts=True,
        unique_fields=["store", "sku", "counted_on"],
        update_fields=["quantity", "recorded_at"],
    )
