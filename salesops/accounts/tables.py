"""Lists of people, centers and leave hand-overs."""

import django_tables2 as tables
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from salesops.accounts.choices import ApiScope
from salesops.accounts.models import ApiToken, Center, Delegation, User
from salesops.web.tables import BaseTable, QuantityColumn
from salesops.web.templatetags.web import badge, since_until


def _standing(is_active: bool) -> str:
    return badge("active", _("active")) if is_active else badge("closed", _("inactive"))


class _ActiveColumn(tables.Column):
    def render(self, value) -> str:
        return _standing(value)

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


class TokenTable(BaseTable):
    user = tables.Column(linkify=("accounts:user_edit", [tables.A("user_id")]))
    expires_on = tables.DateColumn(format="Y-m-d")
    made_at = tables.DateTimeColumn(format="Y-m-d H:i")
    used_at = tables.DateTimeColumn(format="Y-m-d H:i", default=gettext_lazy("never"))
    standing = tables.Column(accessor=tables.A("pk"), verbose_name=gettext_lazy("state"), orderable=False)
    end = tables.TemplateColumn(
        template_name="accounts/tokens/_end.html", verbose_name="", orderable=False, exclude_from_export=True
    )

    class Meta:
        model = ApiToken
        fields = ["name", "user", "scopes", "expires_on", "made_at", "used_at", "standing", "end"]
        empty_text = gettext_lazy("No other program reads here.")

    def render_scopes(self, value) -> str:
        return ", ".join(str(ApiScope(scope).label) for scope in value)

    def value_scopes(self, value) -> str:
        return self.render_scopes(value)

    def render_standing(self, record) -> str:
        return _standing(self.value_standing(record))

    def value_standing(self, record) -> bool:
        return record.is_valid_on(timezone.localdate())


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
