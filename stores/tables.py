"""Lists of the archive, the catalogue, sales and classification runs."""

from collections.abc import Mapping

import django_tables2 as tables
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from salesops.web.tables import (
    NUMBER,
    BadgeColumn,
    BaseTable,
    DayColumn,
    MomentColumn,
    MoneyColumn,
    MonthColumn,
    QuantityColumn,
)
from salesops.web.templatetags.web import badge, class_badge, percent, quantity
from stores.archives import archive_of
from stores.calc.distribution import Part
from stores.calc.sparkline import Sparkline
from stores.choices import ArchiveKind
from stores.models import (
    BulkEdit,
    ClassificationEntry,
    ClassificationRun,
    Customer,
    HandOver,
    HandsetModel,
    MergeRecord,
    SalesRecord,
    Sku,
    Store,
    StoreProposal,
)
from stores.selectors.certainty import sureness_of
from stores.selectors.merges import fuller_first
from stores.selectors.run_lines import figure, flags_in_words, months_in_words, percent_before, rule_in_words
from stores.selectors.runs import load_of_move
from stores.selectors.twins import reasons_of


class StoreTable(BaseTable):
    name = tables.Column(linkify=True)
    customer = tables.Column(accessor="customer__name", verbose_name=_("customer"))
    rep = tables.Column(order_by="rep__name")
    center = tables.Column(order_by="center__code")
    store_class = tables.Column()
    status = BadgeColumn(accessor="status")
    completeness = QuantityColumn(verbose_name=_("completeness"))

    class Meta:
        model = Store
        fields = [
            *("name", "code", "store_class", "customer", "rep", "center", "format", "status", "completeness"),
            "address",
        ]

    def render_store_class(self, value, record) -> str:
        return class_badge(value, record.class_is_provisional)

    def value_store_class(self, value) -> str:
        return value


class ProposalTable(BaseTable):
    """Proposed stores; one that waits and is like no other is approved from here."""

    name = tables.Column(linkify=True)
    customer = tables.Column(accessor="owner", verbose_name=_("customer"))
    rep = tables.Column(accessor="rep__name", verbose_name=_("rep"))
    center = tables.Column(accessor="center", verbose_name=_("center"))
    proposed_at = MomentColumn()
    is_similar = tables.BooleanColumn(null=False, yesno=(_("yes"), ""))
    status = BadgeColumn(accessor="status")
    decide = tables.TemplateColumn(
        template_name="stores/proposals/_decide.html", verbose_name="", exclude_from_export=True
    )

    class Meta:
        model = StoreProposal
        orderable = False
        fields = ["name", "customer", "address", "rep", "center", "proposed_at", "is_similar", "status", "decide"]
        empty_text = _("No store was proposed yet.")


class CustomerTable(BaseTable):
    name = tables.Column(linkify=True)
    rep = tables.Column(order_by="rep__name")
    center = tables.Column(order_by="center__code")
    stores = QuantityColumn(accessor="store_count", verbose_name=_("stores"))
    status = BadgeColumn(accessor="status")
    completeness = QuantityColumn(verbose_name=_("completeness"))

    class Meta:
        model = Customer
        fields = ["name", "code", "kind", "rep", "center", "stores", "status", "completeness"]


class TwinsTable(BaseTable):
    """Pairs, the most alike first; each side leads to its own page, the last column to both."""

    first = tables.Column(verbose_name=_("one"))
    second = tables.Column(verbose_name=_("the other"))
    reasons = tables.Column(empty_values=(), verbose_name=_("why"))
    score = QuantityColumn(verbose_name=_("points"))
    center = tables.Column(verbose_name=_("center"))
    compare = tables.Column(empty_values=(), verbose_name="")

    class Meta:
        orderable = False
        empty_text = _("No likely duplicates.")

    def render_first(self, value) -> str:
        return _side(value)

    def render_second(self, value) -> str:
        return _side(value)

    def render_reasons(self, record) -> str:
        return " · ".join(reasons_of(record))

    def render_compare(self, record) -> str:
        kind = ArchiveKind.STORE if isinstance(record.first, Store) else ArchiveKind.CUSTOMER
        kept, gone = fuller_first(archive_of(kind), record.first, record.second)
        address = reverse("stores:merge_make", args=[kind, kept.pk, gone.pk])
        return format_html(
            '<a class="btn btn-outline-secondary text-nowrap" href="{}">{}</a>', address, gettext("Compare")
        )


class MergeTable(BaseTable):
    merged_at = tables.DateTimeColumn(linkify=True, format="Y-m-d H:i")

    class Meta:
        model = MergeRecord
        orderable = False
        fields = ["merged_at", "kind", "gone_name", "kept_name", "reason", "merged_by", "center", "undone_at"]
        empty_text = _("Nothing was merged yet.")


def _side(archive: Store | Customer) -> str:
    belongs = archive.customer.name if isinstance(archive, Store) else archive.rep
    return format_html(
        '<div><a href="{}">{}</a> <span class="d-block text-secondary">{} · {}</span></div>',
        archive.get_absolute_url(),
        archive.name,
        archive.code,
        belongs,
    )


class ModelTable(BaseTable):
    name = tables.Column(linkify=True)
    skus = QuantityColumn(accessor="sku_count", verbose_name=_("SKUs"))
    list_yuan = MoneyColumn(verbose_name=_("list price today"))
    supply_yuan = MoneyColumn(verbose_name=_("supply price today"))

    class Meta:
        model = HandsetModel
        fields = ["name", "code", "brand", "series", "launched_on", "ended_on", "skus", "list_yuan", "supply_yuan"]


class SkuTable(BaseTable):
    code = tables.Column(linkify=("stores:model_detail", [tables.A("model_id")]))
    model = tables.Column(order_by="model__name")
    brand = tables.Column(accessor="model__brand", verbose_name=_("brand"))
    series = tables.Column(accessor="model__series", verbose_name=_("series"))
    launched_on = DayColumn(accessor="model__launched_on", verbose_name=_("launched on"))
    ended_on = DayColumn(accessor="model__ended_on", verbose_name=_("end of life on"))

    class Meta:
        model = Sku
        fields = ["code", "model", "colour", "memory", "brand", "series", "launched_on", "ended_on"]


class ShareColumn(tables.Column):
    """A share with what it was made of: 82.5 %, 33 of 40."""

    def __init__(self, *args, **kwargs) -> None:
        kwargs.setdefault("attrs", {"td": {"class": "is-number"}, "th": {"class": "is-number"}})
        super().__init__(*args, **kwargs)

    def render(self, value: Part) -> SafeString:
        made_of = f"{quantity(value.part)}/{quantity(value.whole)}"
        return format_html('{} <small class="text-secondary">{}</small>', percent(value.ratio), made_of)


class DistributionTable(BaseTable):
    """Each asked model; a click opens the stores that lack it."""

    model = tables.Column(order_by="model__name", verbose_name=_("model"))
    numeric = ShareColumn(
        accessor="distribution__numeric", order_by="distribution__numeric__ratio", verbose_name=_("numeric")
    )
    weighted = ShareColumn(
        accessor="distribution__weighted", order_by="distribution__weighted__ratio", verbose_name=_("weighted")
    )
    in_all_colours = ShareColumn(
        accessor="distribution__complete", order_by="distribution__complete__ratio", verbose_name=_("in all colours")
    )
    unknown = QuantityColumn(accessor="distribution__unknown", verbose_name=_("unknown"))
    lacking = QuantityColumn(accessor="distribution__lacking", verbose_name=_("lack it"))
    trend = tables.Column(empty_values=(), orderable=False, verbose_name=_("last 13 weeks"))

    def __init__(self, *args, address: str, trends: Mapping[int, Sparkline], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.address, self.trends = address, trends

    def render_trend(self, record) -> SafeString:
        line = self.trends.get(record.model.pk)
        return render_to_string("stores/distribution/_sparkline.html", {"line": line})

    def render_model(self, record) -> SafeString:
        url = reverse("stores:distribution_gaps", args=[record.model.pk])
        return format_html('<a href="{}?{}">{}</a>', url, self.address, record.model)


class GapTable(BaseTable):
    """Stores that lack a model; the list is in memory, so its own order is by what they sell."""

    store = tables.Column(accessor="place__store", order_by="place__store__name", linkify=True, verbose_name=_("store"))
    code = tables.Column(accessor="place__store__code", verbose_name=_("store code"))
    store_class = tables.Column(accessor="place__store_class", verbose_name=_("class"))
    format = tables.Column(accessor="place__store__get_format_display", verbose_name=_("format"))
    rep = tables.Column(accessor="place__store__rep__name", verbose_name=_("rep"))
    weight = QuantityColumn(verbose_name=_("sell-out of three months"))
    found = tables.Column(verbose_name=_("stands"))
    colours = tables.Column(verbose_name=_("colours"), attrs={"td": {"class": "is-number"}})
    counted_on = DayColumn(verbose_name=_("last count"))
    sold_on = DayColumn(verbose_name=_("last sale"))

    class Meta:
        empty_text = _("Every target store carries it as asked.")

    def render_store_class(self, value) -> str:
        return class_badge(value)

    def render_found(self, value) -> str:
        return badge(value.state, value.label)

    def render_colours(self, record) -> str:
        return f"{record.colours}/{record.asked}"

    def value_store_class(self, value) -> str:
        return value

    def value_found(self, value) -> str:
        return str(value.label)


class SaleTable(BaseTable):
    """Sorted by day only: the records of years are too many for any other order."""

    store = tables.Column(accessor="store__name", linkify=("stores:store_detail", [tables.A("store_id")]))
    code = tables.Column(accessor="store__code", verbose_name=_("store code"))
    sku = tables.Column()
    quantity = QuantityColumn()
    amount_yuan = MoneyColumn()
    sold_on = DayColumn(orderable=True, linkify=True, attrs={"td": {"class": "text-nowrap"}})
    kind = tables.Column(attrs={"td": {"class": "text-nowrap"}})
    imeis = tables.Column(accessor="sold_handsets", verbose_name="IMEI", empty_values=(None, []))
    correct = tables.Column(accessor="pk", verbose_name="", exclude_from_export=True)

    class Meta:
        model = SalesRecord
        orderable = False
        fields = [
            *("store", "code", "sold_on", "kind", "sku", "quantity", "amount_yuan", "source", "document", "imeis"),
            "correct",
        ]

    def render_imeis(self, value) -> str:
        """What came back is struck through on the page of the sale alone."""
        return ", ".join(handset.imei for handset in value if handset.freed_by_id is None)

    def render_correct(self, value) -> str:
        address = reverse("stores:sale_correct", args=[value])
        return format_html(
            '<a class="btn btn-sm btn-outline-secondary text-nowrap" href="{}">{}</a>', address, gettext("Correct")
        )


class RunTable(BaseTable):
    month = MonthColumn(linkify=True)
    window = tables.Column(accessor="window_months", orderable=False, verbose_name=_("window"))
    center = tables.Column(order_by="center__code")
    stores = QuantityColumn(accessor="store_count", verbose_name=_("stores"))
    movers = QuantityColumn(accessor="mover_count", verbose_name=_("move"))
    status = BadgeColumn(accessor="status")
    created_at = MomentColumn(verbose_name=_("made at"), format="Y-m-d H:i")

    class Meta:
        model = ClassificationRun
        fields = ["month", "center", "status", "stores", "movers", "window", "measure", "created_at"]

    def render_window(self, value) -> str:
        return ", ".join(value)


class HandOverTable(BaseTable):
    on = DayColumn(linkify=True)
    stores = QuantityColumn(accessor="store_count", verbose_name=_("stores"))
    status = BadgeColumn(accessor="status")

    class Meta:
        model = HandOver
        fields = ["on", "from_rep", "to_rep", "stores", "status", "reason"]


class _RemarksColumn(tables.TemplateColumn):
    """Mostly there is nothing to say; a card on a phone then leaves the line out."""

    def render(self, record, table, value, bound_column, **kwargs) -> str:
        words = super().render(record, table, value, bound_column, **kwargs)
        return words if words.strip() else bound_column.default


class EntryTable(BaseTable):
    """The lines of a run; each says how it came about."""

    store = tables.TemplateColumn(
        template_name="stores/classification/_store.html", verbose_name=_("store"), order_by=("store__name",)
    )
    rep = tables.Column(accessor="rep__name", verbose_name=_("rep"))
    rank = QuantityColumn()
    volume = tables.TemplateColumn(template_name="stores/classification/_volume.html", attrs=NUMBER)
    before = tables.Column(verbose_name=_("sum before"), attrs=NUMBER)
    shown_class = tables.TemplateColumn(template_name="stores/classification/_class.html", verbose_name=_("class"))
    certainty_percent = tables.TemplateColumn(
        template_name="stores/classification/_sureness.html", verbose_name=_("how sure")
    )
    rule = tables.Column(empty_values=(), orderable=False, verbose_name=_("by which rule"))
    remarks = _RemarksColumn(
        template_name="stores/classification/_remarks.html", orderable=False, verbose_name=_("remarks")
    )

    class Meta:
        model = ClassificationEntry
        fields = [
            "store",
            "rep",
            "rank",
            "volume",
            "before",
            "shown_class",
            "certainty_percent",
            "rule",
            "remarks",
        ]
        row_attrs = {"class": lambda record: "has-moved" if record.shown_class != record.previous_class else ""}

    def __init__(self, *args, run, loads, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.run, self.loads = run, loads

    def before_render(self, request) -> None:
        """Words and figures of the page's lines; the templates of the columns show them."""
        for row in self.paginated_rows:
            entry = row.record
            entry.sureness = sureness_of(entry)
            entry.months_in_words = months_in_words(self.run, entry)
            entry.volume_figure = figure(entry.volume)
            entry.flags_in_words = flags_in_words(entry)
            entry.load = load_of_move(entry, self.loads)

    def render_before(self, value, record) -> str:
        share = percent_before(record)
        return figure(value) if share is None else f"{figure(value)} ({share} %)"

    def render_rule(self, record) -> str:
        return rule_in_words(self.run, record)


class BulkEditTable(BaseTable):
    made_at = tables.DateTimeColumn(linkify=True, verbose_name=_("made at"), format="Y-m-d H:i")
    subject = tables.Column(verbose_name=_("subject"))
    objects = QuantityColumn(accessor="changed_count", verbose_name=_("changed"))
    made_by = tables.Column(verbose_name=_("made by"))
    status = BadgeColumn(accessor="status")

    class Meta:
        model = BulkEdit
        fields = ["made_at", "subject", "objects", "reason", "made_by", "status"]
