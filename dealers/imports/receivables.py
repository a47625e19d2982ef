"""Dealers' receivables from a sheet (handbook H2.4, H10.2)."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dealers.imports.rows import dealers_in, fault_of_dealer
from dealers.models import Receivable
from salesops.exchange.cells import Code, Day, Number
from salesops.exchange.choices import RowAction
from salesops.exchange.effect_undo import EffectUndo
from salesops.exchange.effects import Effect, record_effects
from salesops.exchange.kinds import Change, Column, ImportContext, ImportKind, ImportSession, Outcome, Row, refused
from salesops.exchange.problems import Problem
from salesops.workflow.selectors.recorded import as_recorded
from salesops.workflow.services.deeds import Deed, record_deeds

FIELDS = ("issued_on", "due_on", "amount_yuan", "paid_yuan", "settled_on")
COLUMNS = (
    Column(
        "dealer", "经销商编码", "Dealer code", Code(40), is_required=True, example="HZ-C0101", aliases=("客户编码",)
    ),
    Column("document", "发票号", "Invoice no.", Code(60), is_required=True, example="FP20261101", aliases=("单号",)),
    Column("issued_on", "开票日期", "Invoiced on", Day(days_ahead=0), is_required=True, example="2026-11-01"),
    Column(
        "due_on",
        "到期日",
        "Due on",
        Day(days_ahead=3 * 366),
        help=_("Left blank: the dealer's payment term after the invoice."),
        example="2026-12-01",
    ),
    Column(
        "amount_yuan",
        "金额（元）",
        "Amount (CNY)",
        Number(2, minimum=Decimal("0.01")),
        is_required=True,
        example="8000",
    ),
    Column("open_yuan", "未收金额（元）", "Open (CNY)", Number(2), is_required=True, example="3000"),
    Column(
        "settled_on", "结清日期", "Paid in full on", Day(days_ahead=0), help=_("Left blank: the day of the import.")
    ),
)
SAMPLE = (
    {
        "dealer": "HZ-D01",
        "document": "SAMPLE-1",
        "issued_on": timedelta(days=-10),
        "due_on": timedelta(days=20),
        "amount_yuan": 8000,
        "open_yuan": 3000,
    },
    {
        "dealer": "HZ-D01",
        "document": "SAMPLE-2",
        "issued_on": timedelta(days=-40),
        "amount_yuan": 5600,
        "open_yuan": 0,
        "settled_on": timedelta(days=-2),
    },
)


class ReceivableImport(ImportSession):
    """One pass over a file of invoices as the books state them now, found by dealer and number."""

    def __init__(self, context: ImportContext) -> None:
        self.context = context

    def prepare(self, rows: Sequence[Row]) -> list[Outcome]:
        """Two queries a chunk."""
        dealers = dealers_in(rows)
        known = Receivable.objects.unscoped(because="rights are checked by row")
        documents = {row.values["document"] for row in rows}
        known = known.filter(customer__in=dealers.values(), document__in=documents)
        known = known.select_for_update(of=("self",)) if self.context.is_writing else known
        by_key = {(one.customer_id, one.document): one for one in known}
        return [self._judge(row, dealers.get(row.values["dealer"]), by_key) for row in rows]

    def apply(self, outcomes: Sequence[Outcome]) -> None:
        made = [o.payload[0] for o in outcomes if o.action == RowAction.CREATED]
        changed = [o for o in outcomes if o.action == RowAction.CHANGED]
        Receivable.objects.bulk_create(made)
        if changed:
            rows = Receivable.objects.unscoped(because="rights were checked by row")
            rows.bulk_update([o.payload[0] for o in changed], [*FIELDS, "revision"])
        by_whom = {"actor": self.context.actor, "at": self.context.at, "reason": self.context.reason}
        record_deeds([Deed(one) for one in made], "create", **by_whom)
        record_deeds([Deed(o.payload[0], _texts(o.payload[1])) for o in changed], "edit", **by_whom)
        effects = (
            Effect(o.number, o.subject, o.payload[0], o.action, _raw(o.payload[1])) for o in outcomes if o.payload
        )
        record_effects(effects, run_id=self.context.run_id)

    def finish(self) -> None:
        """Nothing is left for the end of the file."""

    def _judge(self, row: Row, dealer, by_key) -> Outcome:
        fault = fault_of_dealer(row, dealer, self.context)
        if fault:
            return refused(row, fault)
        known = by_key.get((dealer.pk, row.values["document"]))
        values = self._values(row, known, dealer.payment_days)
        fault = _fault_in(values)
        if fault:
            return refused(row, fault)
        subject = f"{dealer.code} {row.values['document']}"
        if known is None:
            made = Receivable(customer=dealer, document=row.values["document"], created_at=self.context.at, **values)
            return Outcome(row.number, RowAction.CREATED, subject=subject, payload=(made, {}))
        former = _set(known, values)
        if not former:
            return Outcome(row.number, RowAction.UNCHANGED, subject=subject)
        known.revision += 1
        changes = [Change(name, _label(name), before, after) for name, (_raw, before, after) in former.items()]
        return Outcome(row.number, RowAction.CHANGED, subject=subject, changes=changes, payload=(known, former))

    def _values(self, row: Row, known: Receivable | None, payment_days: int) -> dict[str, Any]:
        """What the row states; a settled invoice keeps the day that is known of it."""
        said = row.values
        due_on = said.get("due_on") or (known.due_on if known else said["issued_on"] + timedelta(days=payment_days))
        settled_on: date | None = None
        if not said["open_yuan"]:
            known_day = known.settled_on if known else None
            settled_on = said.get("settled_on") or known_day or timezone.localdate(self.context.at)
        return {
            "issued_on": said["issued_on"],
            "due_on": due_on,
            "amount_yuan": said["amount_yuan"],
            "paid_yuan": said["amount_yuan"] - said["open_yuan"],
            "settled_on": settled_on,
        }


def _fault_in(values: Mapping[str, Any]) -> Problem | None:
    if values["paid_yuan"] < 0:
        return Problem("more_than_amount", column="open_yuan")
    return Problem("due_before_issue", column="due_on") if values["due_on"] < values["issued_on"] else None


def _set(known: Receivable, values: Mapping[str, Any]) -> dict[str, tuple[Any, str, str]]:
    """Set what differs; the raw former value, and the old and new text of each."""
    former = {}
    for name, value in values.items():
        raw = getattr(known, name)
        if raw != value:
            before = as_recorded(known, name)
            setattr(known, name, value)
            former[name] = (raw, before, as_recorded(known, name))
    return former


def _texts(former: Mapping[str, tuple[Any, str, str]]) -> dict[str, tuple[str, str]]:
    return {name: (before, after) for name, (_former, before, after) in former.items()}


def _raw(former: Mapping[str, tuple[Any, str, str]]) -> dict[str, Any]:
    return {name: raw for name, (raw, _before, _after) in former.items()}


def _label(name: str):
    return Receivable._meta.get_field(name).verbose_name


class ReceivableUndo(EffectUndo):
    """An invoice that an import made goes again, one that it changed is as before."""

    written = (Receivable,)


RECEIVABLES = ImportKind(
    code="receivables",
    title=_("Dealers' receivables"),
    columns=COLUMNS,
    key=("dealer", "document"),
    open=ReceivableImport,
    undo=ReceivableUndo,
    clause="H10.2",
    sentences={
        "no_dealer": _("This customer is no dealer."),
        "more_than_amount": _("More is open than the invoice says."),
        "due_before_issue": _("It cannot be due before it is invoiced."),
    },
    sample=SAMPLE,
)
