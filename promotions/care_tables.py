"""List of guidance (handbook H7)."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from promotions.models import Guidance
from salesops.web.tables import BaseTable, DayColumn


class GuidanceTable(BaseTable):
    promoter = tables.Column(linkify=True, order_by="promoter__name")
    store = tables.Column(order_by="store__name")
    held_on = DayColumn()
    guided_by = tables.Column(order_by="guided_by__name")
    look_again_on = DayColumn()
    looked_again_on = DayColumn()

    class Meta:
        model = Guidance
        fields = [
            *("promoter", "held_on", "store", "topic", "noticed", "agreed", "guided_by"),
            *("look_again_on", "looked_again_on", "outcome"),
        ]
        empty_text = _("Nobody has been guided yet. Note it on the promoter's page.")
