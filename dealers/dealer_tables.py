"""Lists of candidates, dealers and territories (handbook H10)."""

from datetime import timedelta

import django_tables2 as tables
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dealers.models import DealerCandidate, Territory
from dealers.selectors.divisions import division_words, divisions_words
from salesops.web.tables import BadgeColumn, BaseTable, DayColumn, MoneyColumn, NumberColumn, QuantityColumn
from stores.models import Customer


class LastDayColumn(DayColumn):
    """The day before the one on which something ends no more."""

    def render(self, value) -> str:
        return super().render(value - timedelta(days=1))

    def value(self, value):
        return value - timedelta(days=1)


class CandidateTable(BaseTable):
    name = tables.Column(linkify=True)
    score = NumberColumn()
    divisions = tables.Column(orderable=False)
    rep = tables.Column(order_by="rep__name")
    center = tables.Column(order_by="center__code")
    found_on = DayColumn()
    last_visit_on = DayColumn(verbose_name=_("last visit"))
    status = BadgeColumn()

    class Meta:
        model = DealerCandidate
        fields = ["name", "score", "divisions", "rep", "center", "found_on", "last_visit_on", "status"]
        empty_text = _("No candidate yet.")

    def render_divisions(self, value) -> str:
        return divisions_words(value)

    def value_divisions(self, value) -> str:
        return divisions_words(value)


class DealerTable(BaseTable):
    name = tables.Column(linkify=lambda record: reverse("dealers:dealer_detail", args=[record.pk]))
    rep = tables.Column(order_by="rep__name")
    center = tables.Column(order_by="center__code")
    contract_ends_on = LastDayColumn(verbose_name=_("contract until"))
    overdue_yuan = MoneyColumn(verbose_name=_("overdue (CNY)"))
    open_cases = QuantityColumn(verbose_name=_("open conflicts"))
    status = BadgeColumn()

    class Meta:
        model = Customer
        fields = [
            "name",
            "code",
            "rep",
            "center",
            "cooperates_since",
            "contract_ends_on",
            "overdue_yuan",
            "open_cases",
            "status",
        ]
        empty_text = _("No dealer yet. A candidate under contract becomes one.")


class TerritoryTable(BaseTable):
    division = tables.Column(accessor="division_code", verbose_name=_("division"))
    customer = tables.Column(linkify=lambda record: record.get_absolute_url(), order_by="customer__name")
    center = tables.Column(accessor="customer__center", verbose_name=_("center"), order_by="customer__center__code")
    starts_on = DayColumn()
    ends_on = LastDayColumn(verbose_name=_("last day"))

    class Meta:
        model = Territory
        fields = ["division", "customer", "center", "is_exclusive", "starts_on", "ends_on"]
        empty_text = _("No territory is given to a dealer.")

    def render_division(self, value) -> str:
        return division_words(value)

    def value_division(self, value) -> str:
        return division_words(value)

    def render_is_exclusive(self, value):
        return _("yes") if value else _("no")

    def value_is_exclusive(self, value) -> str:
        return str(_("yes") if value else _("no"))
