"""Lists of the visits' room."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from salesops.accounts.models import User
from salesops.web.tables import BaseTable, QuantityColumn
from salesops.web.templatetags.web import badge
from visits.choices import RouteStatus


class RouteRepTable(BaseTable):
    """Reps, and how their route plans stand (handbook H4.3)."""

    name = tables.Column(verbose_name=_("rep"), linkify=("visits:route_of_rep", [tables.A("pk")]))
    center = tables.Column()
    store_count = QuantityColumn(verbose_name=_("active stores"))
    version_in_force = tables.Column(verbose_name=_("plan in force"))
    pending_status = tables.Column(verbose_name=_("in work"))

    class Meta:
        model = User
        fields = ["name", "center", "store_count", "version_in_force", "pending_status"]

    def render_version_in_force(self, value: int) -> str:
        return f"v{value}"

    def render_pending_status(self, value: str, record: User) -> str:
        return badge(value, f"v{record.pending_version} {RouteStatus(value).label}")

    def value_pending_status(self, value: str) -> str:
        return str(RouteStatus(value).label)
