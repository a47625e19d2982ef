"""Lists of dealers' daily business (handbook H10.2)."""

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from dealers.business_choices import UNSETTLED, Age
from dealers.calc.receivables import age_of
from dealers.models import ChannelCase, DealerMovement, DealerStock, Receivable
from salesops.web.tables import BadgeColumn, BaseTable, DayColumn, MoneyColumn, NumberColumn, QuantityColumn
from salesops.web.templatetags.web import badge


def page_of_dealer(record, tab: str) -> str:
    return f"{reverse('dealers:dealer_detail', args=[record.customer_id])}?tab={tab}"


class MovementTable(BaseTable):
    moved_on = DayColumn()
    customer = tables.Column(linkify=lambda record: page_of_dealer(record, "orders"), order_by="customer__name")
    store = tables.Column(order_by="store__name")
    sku = tables.Column(order_by="sku__code")
    quantity = QuantityColumn()
    amount_yuan = MoneyColumn()

    class Meta:
        model = DealerMovement
        fields = [
            *("customer", "moved_on", "kind", "sku", "quantity", "amount_yuan", "store", "document", "reason"),
        ]
        empty_text = _("No order and no delivery yet.")


class StockTable(BaseTable):
    """Each record carries `sold` and `cover`, see `dealers.selectors.business.add_cover`."""

    customer = tables.Column(linkify=lambda record: page_of_dealer(record, "stock"), order_by="customer__name")
    sku = tables.Column(order_by="sku__code")
    counted_on = DayColumn()
    quantity = QuantityColumn()
    sold = QuantityColumn(verbose_name=_("sold in 28 days"), orderable=False)
    cover = NumberColumn(verbose_name=_("stock cover (days)"), orderable=False, empty_values=())

    class Meta:
        model = DealerStock
        fields = ["customer", "sku", "counted_on", "quantity", "sold", "cover"]
        empty_text = _("No stock was counted or imported yet.")

    def render_cover(self, record):
        return _("no sales") if record.cover is None else record.cover

    def value_cover(self, record):
        return record.cover


class ReceivableTable(BaseTable):
    """`on` is the day that ages are told of."""

    document = tables.Column(linkify=True)
    customer = tables.Column(linkify=lambda record: page_of_dealer(record, "receivables"), order_by="customer__name")
    issued_on = DayColumn()
    due_on = DayColumn()
    amount_yuan = MoneyColumn()
    open_yuan = MoneyColumn(verbose_name=_("open (CNY)"))
    age = tables.Column(verbose_name=_("overdue since"), accessor="due_on", order_by="due_on")
    settled_on = DayColumn()

    class Meta:
        model = Receivable
        fields = ["document", "customer", "issued_on", "due_on", "amount_yuan", "open_yuan", "age", "settled_on"]
        empty_text = _("No receivable yet.")

    def __init__(self, *args, on, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    def render_age(self, record) -> str:
        if not record.open_yuan:
            return badge("green", _("paid in full"))
        age = Age(age_of(record.due_on, self.on))
        return age.label if age == Age.NOT_DUE else badge("overdue", age.label)

    def value_age(self, record) -> str:
        return str(Age(age_of(record.due_on, self.on)).label) if record.open_yuan else ""


class CaseTable(BaseTable):
    """`on` is the day that deadlines are told of."""

    kind = tables.Column(linkify=True)
    customer = tables.Column(linkify=lambda record: page_of_dealer(record, "cases"), order_by="customer__name")
    store = tables.Column(order_by="store__name")
    found_on = DayColumn()
    due_on = DayColumn()
    status = BadgeColumn()

    class Meta:
        model = ChannelCase
        fields = ["kind", "customer", "side", "store", "found_on", "due_on", "status"]
        empty_text = _("No channel conflict.")

    def __init__(self, *args, on, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    def render_due_on(self, value, record) -> str:
        is_late = value < self.on and record.status in UNSETTLED
        day = f"{value:%Y-%m-%d}"
        return format_html("{} {}", day, badge("overdue", _("overdue"))) if is_late else day
