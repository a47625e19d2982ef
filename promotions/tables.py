"""The lists of promotions, of their budgets, and of launches."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from promotions.models import ApprovalLimit, Launch, Promotion, PromotionBudget
from salesops.web.tables import BadgeColumn, BaseTable, MoneyColumn, MonthColumn, QuantityColumn


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
