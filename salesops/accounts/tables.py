"""Lists of people, centers and leave hand-overs."""

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from salesops.accounts.models import Center, Delegation, User
from salesops.web.tables import BaseTable, QuantityColumn
from salesops.web.templatetags.web import badge, since_until


class _ActiveColumn(tables.Column):
    def render(self, value) -> str:
        return badge("active", _("active")) if value else badge("closed", _("inactive"))

    def value(self, value) -> bool:
        return value


class UserTable(BaseTable):
    username = tables.Column(linkify=("accounts:user_edit", [tables.A("pk")]))
    name = tables.Column(verbose_name=gettext_lazy("full name"))
    is_active = _ActiveColumn(verbose_name=gettext_lazy("state"))
    last_login = tables.DateTimeColumn(verbose_name=gettext_lazy("last login"), format="Y-m-d H:i")

    class Meta:
        model = User
        fields = ["username", "name", "role", "center", "phone", "is_active", "last_login"]


class CenterTable(BaseTable):
    code = tables.Column(linkify=("accounts:center_edit", [tables.A("pk")]))
    works_saturday = tables.Column(verbose_name=gettext_lazy("week"))
    checkin_radius_metres = QuantityColumn()
    is_active = _ActiveColumn(verbose_name=gettext_lazy("state"))

    class Meta:
        model = Center
        fields = ["code", "name", "works_saturday", "checkin_radius_metres", "is_active"]

    def render_works_saturday(self, value) -> str:
        return _("Monday to Saturday") if value else _("Monday to Friday")


class DelegationTable(BaseTable):
    rep = tables.Column(linkify=("accounts:delegation_detail", [tables.A("pk")]))
    span = tables.Column(accessor="starts_on", verbose_name=gettext_lazy("days"))

    class Meta:
        model = Delegation
        fields = ["rep", "colleague", "center", "span", "reason"]

    def render_span(self, record) -> str:
        return format_html("{}", since_until(record.starts_on, record.ends_on))
