"""The lists of promotions, their budgets and execution, and of launches."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from promotions.choices import Executed, LaunchStoreState, RefusalReason
from promotions.models import ApprovalLimit, Launch, LaunchStore, Promotion, PromotionBudget, PromotionStore
from salesops.web.tables import BadgeColumn, BaseTable, DayColumn, MoneyColumn, MonthColumn, QuantityColumn
from salesops.web.templatetags.web import badge


class PromotionTable(BaseTable):
    extra = ("is_short_notice",)

    name = tables.Column(linkify=("promotions:promotion_detail", [tables.A("pk")]))
    center = tables.Column(verbose_name=_("proposed by"), default=_("Marketing"), order_by=("center__code",))
    starts_on = tables.DateColumn(format="Y-m-d")
    ends_on = tables.DateColumn(format="Y-m-d")
    store_count = QuantityColumn(verbose_name=_("stores"))
    target_units = QuantityColumn()
    budget_yuan = MoneyColumn()
    status = BadgeColumn()

    class Meta:
        model = Promotion
        fields = [
            "name",
            "kind",
            "center",
            "starts_on",
            "ends_on",
            "store_count",
            "target_units",
            "budget_yuan",
            "is_short_notice",
            "status",
        ]
        empty_text = _("No promotion yet.")


class BudgetTable(BaseTable):
    center = tables.Column(linkify=("promotions:budget_edit", [tables.A("pk")]), order_by=("center__code",))
    month = MonthColumn()
    amount_yuan = MoneyColumn()
    committed_yuan = MoneyColumn(verbose_name=_("taken by promotions (CNY)"))
    left_yuan = MoneyColumn(verbose_name=_("left (CNY)"))

    class Meta:
        model = PromotionBudget
        fields = ["center", "month", "amount_yuan", "committed_yuan", "left_yuan"]
        empty_text = _("No center has a budget for promotions of its own yet.")


class LimitTable(BaseTable):
    level = tables.Column(linkify=("promotions:limit_edit", [tables.A("pk")]), orderable=False)
    up_to_yuan = MoneyColumn(orderable=False, default=_("without a limit"))

    class Meta:
        model = ApprovalLimit
        fields = ["level", "up_to_yuan"]


class LaunchTable(BaseTable):
    name = tables.Column(linkify=("promotions:launch_detail", [tables.A("pk")]))
    starts_on = tables.DateColumn(format="Y-m-d")
    ends_on = tables.DateColumn(format="Y-m-d")
    store_count = QuantityColumn(verbose_name=_("stores"))
    quantity = QuantityColumn()
    status = BadgeColumn()

    class Meta:
        model = Launch
        fields = ["name", "starts_on", "ends_on", "store_count", "quantity", "status"]
        empty_text = _("No launch yet.")


class ProofColumn(tables.Column):
    """What the latest visit found, as a badge; a place without one says so."""

    def render(self, value) -> str:
        found = Executed(value)
        return badge(found.state, found.label)

    def value(self, value) -> str:
        return str(Executed(value).label) if value else ""


class ProofTable(BaseTable):
    store = tables.Column(
        linkify=("promotions:promotion_at_store", [tables.A("promotion_id"), tables.A("store_id")]),
        order_by=("store__code",),
        verbose_name=_("store"),
    )
    promotion = tables.Column(
        linkify=("promotions:promotion_detail", [tables.A("promotion_id")]),
        order_by=("promotion__name",),
        verbose_name=_("promotion"),
    )
    rep = tables.Column(accessor="store__rep__name", verbose_name=_("rep"))
    ends_on = tables.DateColumn(accessor="promotion__ends_on", verbose_name=_("until"), format="Y-m-d")
    extra_units = QuantityColumn()
    executed = ProofColumn(verbose_name=_("carried out"), default=_("without proof"), empty_values=(None,))
    checked_on = tables.DateColumn(verbose_name=_("checked on"), format="Y-m-d")

    class Meta:
        model = PromotionStore
        fields = ["store", "promotion", "rep", "ends_on", "extra_units", "executed", "checked_on"]
        empty_text = _("No store of yours is in a promotion that runs.")


class LaunchStoreTable(BaseTable):
    store = tables.Column(linkify=("promotions:launch_store", [tables.A("pk")]), order_by=("store__name",))
    code = tables.Column(accessor="store__code", verbose_name=_("store code"))
    center = tables.Column(accessor="store__center__name", verbose_name=_("center"))
    rep = tables.Column(accessor="store__rep__name", verbose_name=_("rep"))
    store_class = tables.Column()
    quantity = QuantityColumn()
    sold_in = QuantityColumn(verbose_name=_("sold in"))
    last_said_on = DayColumn(verbose_name=_("last record"), default="–")
    state = tables.Column(verbose_name=_("state"), empty_values=(), orderable=False)
    last_refusal = tables.Column(verbose_name=_("refused because"), default="–")

    class Meta:
        model = LaunchStore
        fields = [
            "store",
            "code",
            "center",
            "rep",
            "store_class",
            "quantity",
            "sold_in",
            "last_said_on",
            "state",
            "last_refusal",
        ]
        empty_text = _("No store of this launch is found so.")

    def render_state(self, record) -> str:
        return LaunchStoreState.of(record).label

    def value_state(self, record) -> str:
        return str(LaunchStoreState.of(record).label)

    def render_last_refusal(self, value) -> str:
        return RefusalReason(value).label if value else "–"
