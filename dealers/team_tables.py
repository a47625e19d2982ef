"""The list of dealers' people (handbook H10.5)."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from dealers.business_tables import page_of_dealer
from dealers.models import DealerPerson
from salesops.web.tables import BaseTable, DayColumn


class PersonTable(BaseTable):
    name = tables.Column(linkify=True)
    customer = tables.Column(linkify=lambda record: page_of_dealer(record, "team"), order_by="customer__name")
    joined_on = DayColumn()
    left_on = DayColumn()
    stores_now = tables.Column(accessor="places", verbose_name=_("stores"), orderable=False)
    last_training_on = DayColumn(verbose_name=_("last training"))

    class Meta:
        model = DealerPerson
        fields = ["name", "customer", "role", "stores_now", "last_training_on", "joined_on", "left_on"]
        empty_text = _("No person of a dealer is written down.")

    def render_stores_now(self, value) -> str:
        return ", ".join(place.store.name for place in value)

    def value_stores_now(self, value) -> str:
        return self.render_stores_now(value)
