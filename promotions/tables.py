"""The list of promotions."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from promotions.models import Promotion
from salesops.web.tables import BadgeColumn, BaseTable, QuantityColumn


class PromotionTable(BaseTable):
    name = tables.Column(linkify=("promotions:promotion_detail", [tables.A("pk")]))
    starts_on = tables.DateColumn(format="Y-m-d")
    ends_on = tables.DateColumn(format="Y-m-d")
    store_count = QuantityColumn(verbose_name=_("stores"))
    status = BadgeColumn()

    class Meta:
        model = Promotion
        fields = ["name", "kind", "starts_on", "ends_on", "store_count", "status"]
        empty_text = _("No promotion yet.")
