"""Sales that a person states: typed for a day, or put right later (handbook H2.5)."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _

from salesops.accounts.actor import Actor
from salesops.errors import DomainError
from stores.choices import SaleKind, SaleSource
from stores.models import SalesRecord, Sku, Store
from stores.selectors.facts import KnownFact
from stores.services.sales import (
    IMPORT_LOCK,
    Finding,
    Sale,
    compare_with_records,
    record_sales,
    sales_of_skus,
    write_findings,
)


class AlreadyRecorded(DomainError):
    """The same was typed before: whether it is to be replaced or to come on top, only the typist knows."""


class CorrectedMeanwhile(DomainError):
    """Somebody else corrected the fact after this person saw it."""


class NothingToCorrect(DomainError):
    """The fact already comes to what was typed."""


class ImportIsWriting(DomainError):
    """An import of sales is being written, and may be about this very fact."""


@transaction.atomic
def type_sales(
    store: Store,
    quantities: Mapping[int, int],
    *,
    kind: SaleKind,
    sold_on: date,
    document: str = "",
    actor: Actor,
    at: datetime,
    reason: str = "",
    imeis: Mapping[int, tuple[str, ...]] | None = None,
) -> SalesRecord:
    """Record pieces by SKU id as typed for one store and day, and return the first record.

    `imeis` names pieces by SKU id: sold ones, or of a negative number those that came back.
    """
    _hold(store.pk)
    named = imeis or {}
    sales = sales_of_skus(quantities, kind=kind, store_id=store.pk, sold_on=sold_on, document=document)
    sales = [sale._replace(reason=reason, imeis=named.get(sale.sku_id)) for sale in sales]
    findings = compare_with_records(sales, source=SaleSource.TYPED)
    if known := [finding for finding in findings if finding.known]:
        raise AlreadyRecorded(_already(known))
    _refuse_wrong_imeis(findings)
    return write_findings(findings, source=SaleSource.TYPED, actor=actor, at=at)[0]


@transaction.atomic
def correct_sale(
    record: SalesRecord,
    quantity: int,
    *,
    rows_seen: int,
    actor: Actor,
    at: datetime,
    reason: str,
    imeis: tuple[str, ...] | None = None,
) -> None:
    """State anew what the fact of this record comes to: a further row of its source has the difference.

    `rows_seen` is how many rows the fact had on the screen. Sent a second time it changes nothing. `imeis` are those
    of the pieces that stay sold; where they alone change the further row has quantity 0.
    """
    _hold_fact(record)
    sale = _as_stated(record, quantity, reason)._replace(imeis=imeis)
    finding = compare_with_records([sale], source=SaleSource(record.source))[0]
    known = finding.known
    is_seen, is_equal = known.last_no + 1 == rows_seen, known.quantity == quantity and not finding.imeis
    if is_equal and is_seen:
        raise NothingToCorrect(_("It comes to %(net)s already. Type another quantity.") % {"net": known.quantity})
    if is_equal:
        return
    if not is_seen:
        words = _("It was corrected meanwhile and comes to %(net)s now. Look at the rows, then save again.")
        raise CorrectedMeanwhile(words % {"net": known.quantity})
    _refuse_wrong_imeis([finding])
    sale = sale._replace(amount_yuan=_amount(known, quantity))
    record_sales([sale], source=SaleSource(record.source), actor=actor, at=at)


def _amount(known: KnownFact, quantity: int) -> Decimal | None:
    """Pieces keep the price at which they are known; without one the price list has it."""
    if not known.quantity or not known.amount_yuan:
        return None
    return (known.amount_yuan * quantity / known.quantity).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _as_stated(record: SalesRecord, quantity: int, reason: str) -> Sale:
    return Sale(
        kind=SaleKind(record.kind),
        store_id=record.store_id,
        sku_id=record.sku_id,
        model_id=record.sku.model_id,
        sold_on=record.sold_on,
        quantity=quantity,
        document=record.document,
        reason=reason,
    )


def _hold_fact(record: SalesRecord) -> None:
    """Nobody else writes rows of this fact until the transaction ends."""
    if record.source == SaleSource.IMPORT:
        _take_the_turn_of_an_import()
    else:
        _hold(record.store_id)


def _hold(store_id: int) -> None:
    """Two people who type for one store write one after the other. SQLite has one writer anyway."""
    Store.objects.unscoped(because="the caller has seen the store").select_for_update().get(pk=store_id)


def _take_the_turn_of_an_import() -> None:
    """A large file writes for minutes, and nobody waits so long before a form."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [IMPORT_LOCK])
        if not cursor.fetchone()[0]:
            raise ImportIsWriting(_("Sales are being imported just now. Please save again in a few minutes."))


def _refuse_wrong_imeis(findings: Iterable[Finding]) -> None:
    """At the field of their SKU, `imeis_<id>`; of an IMEI that is sold elsewhere nothing more is told."""
    mistakes: dict[str, list[str]] = {}
    for finding in findings:
        for wrong, words in (
            (finding.imeis.taken, _("Sold already: %(imeis)s.")),
            (finding.imeis.unsold, _("Not sold here before: %(imeis)s.")),
            (finding.imeis.standing, _("A display sample since a later day: %(imeis)s.")),
        ):
            if wrong:
                told = mistakes.setdefault(f"imeis_{finding.sale.sku_id}", [])
                told.append(words % {"imeis": ", ".join(wrong)})
    if mistakes:
        raise ValidationError(mistakes)


def _already(findings: list[Finding]) -> str:
    found = {finding.sale.sku_id: finding.known.quantity for finding in findings}
    skus = Sku.objects.filter(pk__in=found).select_related("model").order_by("model__name", "pk")
    lines = ", ".join(f"{sku} ({found[sku.pk]})" for sku in skus)
    words = _("Typed before for this day: %(lines)s. Correct them there, or give this sale a document no. of its own.")
    return words % {"lines": lines}
