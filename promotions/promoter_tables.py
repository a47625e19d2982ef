"""Lists of promoters, of their stores, and of who read what (handbook H7)."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from promotions.models import PersonalLook, Promoter
from promotions.promoter_choices import PersonalField
from salesops.web.tables import (
    BadgeColumn,
    BaseTable,
    DayColumn,
    MomentColumn,
    MoneyColumn,
    NumberColumn,
    QuantityColumn,
)
from stores.models import Store


class PeopleColumn(NumberColumn):
    """Percent of one person's time as people: 150 is 1.5."""

    @staticmethod
    def shown(value) -> str:
        return f"{value / 100:g}"

    def value(self, value):
        return value / 100


class UnitsColumn(NumberColumn):
    """Units to one place; SQLite gives more of them back than there are."""

    @staticmethod
    def shown(value) -> str:
        return f"{value:,.1f}"

    def value(self, value):
        return round(value, 1)


class PromoterTable(BaseTable):
    name = tables.Column(linkify=True)
    stores = tables.Column(accessor="stores_in_words", verbose_name=_("stores"), orderable=False)
    rep = tables.Column(order_by="rep__name")
    center = tables.Column(order_by="center__code")
    employed_on = DayColumn()
    left_on = DayColumn()
    monthly_cost_yuan = MoneyColumn()
    status = BadgeColumn()

    class Meta:
        model = Promoter
        fields = [
            *("name", "code", "kind", "stores", "rep", "center", "employed_on", "left_on"),
            *("monthly_cost_yuan", "status"),
        ]
        empty_text = _("No promoter yet.")


class StaffingTable(BaseTable):
    name = tables.Column(linkify=lambda record: f"{record.get_absolute_url()}?tab=promoters")
    store_class = tables.Column()
    rep = tables.Column(order_by="rep__name")
    center = tables.Column(order_by="center__code")
    required = QuantityColumn(verbose_name=_("required"))
    assigned_percent = PeopleColumn(verbose_name=_("there"))
    missing_percent = PeopleColumn(verbose_name=pgettext_lazy("promoters", "missing"))
    lost_units = UnitsColumn(verbose_name=_("cost in units a month"))
    lost_yuan = MoneyColumn(verbose_name=_("cost in sales a month (CNY)"))

    class Meta:
        model = Store
        fields = [
            *("name", "code", "store_class", "format", "rep", "center", "required", "assigned_percent"),
            *("missing_percent", "lost_units", "lost_yuan"),
        ]
        empty_text = _("No store with a headcount standard.")


class PersonalLookTable(BaseTable):
    looked_at = MomentColumn()
    person = tables.Column(
        verbose_name=_("person"), linkify=lambda record: record.person.get_absolute_url(), order_by="promoter__name"
    )
    looked_by = tables.Column(order_by="looked_by__name")
    fields_read = tables.Column(accessor="fields", verbose_name=_("what was read"))

    class Meta:
        model = PersonalLook
        fields = ["looked_at", "person", "looked_by", "fields_read", "reason"]
        empty_text = _("Nobody has read personal data.")

    def render_fields_read(self, value) -> str:
        return ", ".join(str(PersonalField(name).label) for name in value.split(","))

    def value_fields_read(self, value) -> str:
        return self.render_fields_read(value)
