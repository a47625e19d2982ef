"""Lists of the archive, the catalogue, sales and classification runs."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from salesops.web.tables import BadgeColumn, BaseTable, MoneyColumn, MonthColumn, QuantityColumn
from salesops.web.templatetags.web import class_badge
from stores.models import ClassificationRun, Customer, HandOver, HandsetModel, SalesRecord, Store


class StoreTable(BaseTable):
    name = tables.Column(linkify=True)
    customer = tables.Column(accessor="customer__name", verbose_name=_("customer"))
    store_class = tables.Column()
    status = BadgeColumn(accessor="status")

    class Meta:
        model = Store
        fields = ["name", "code", "store_class", "customer", "rep", "center", "format", "status", "address"]

    def render_store_class(self, value, record) -> str:
        return class_badge(value, record.class_is_provisional)

    def value_store_class(self, value) -> str:
        return value


class CustomerTable(BaseTable):
    name = tables.Column(linkify=True)
    stores = QuantityColumn(accessor="store_count", verbose_name=_("stores"))
    status = BadgeColumn(accessor="status")

    class Meta:
        model = Customer
        fields = ["name", "code", "kind", "rep", "center", "stores", "status"]


class ModelTable(BaseTable):
    name = tables.Column(linkify=True)
    skus = QuantityColumn(accessor="sku_count", verbose_name=_("SKUs"))
    list_yuan = MoneyColumn(verbose_name=_("list price today"))
    supply_yuan = MoneyColumn(verbose_name=_("supply price today"))

    class Meta:
        model = HandsetModel
        fields = ["name", "code", "brand", "series", "launched_on", "ended_on", "skus", "list_yuan", "supply_yuan"]


class SaleTable(BaseTable):
    """Sorted by day only: the records of years are too many for any other order."""

    store = tables.Column(accessor="store__name", linkify=("stores:store_detail", [tables.A("store_id")]))
    code = tables.Column(accessor="store__code", verbose_name=_("store code"))
    sku = tables.Column()
    quantity = QuantityColumn()
    amount_yuan = MoneyColumn()
    sold_on = tables.DateColumn(orderable=True)

    class Meta:
        model = SalesRecord
        orderable = False
        fields = ["store", "code", "sold_on", "kind", "sku", "quantity", "amount_yuan", "source", "document"]


class RunTable(BaseTable):
    month = MonthColumn(linkify=True)
    window = tables.Column(accessor="window_months", orderable=False, verbose_name=_("window"))
    stores = QuantityColumn(accessor="store_count", verbose_name=_("stores"))
    movers = QuantityColumn(accessor="mover_count", verbose_name=_("move"))
    status = BadgeColumn(accessor="status")
    created_at = tables.DateTimeColumn(verbose_name=_("made at"), format="Y-m-d H:i")

    class Meta:
        model = ClassificationRun
        fields = ["month", "center", "status", "stores", "movers", "window", "measure", "created_at"]

    def render_window(self, value) -> str:
        return ", ".join(value)


class HandOverTable(BaseTable):
    on = tables.DateColumn(linkify=True)
    stores = QuantityColumn(accessor="store_count", verbose_name=_("stores"))
    status = BadgeColumn(accessor="status")

    class Meta:
        model = HandOver
        fields = ["on", "from_rep", "to_rep", "stores", "status", "reason"]
