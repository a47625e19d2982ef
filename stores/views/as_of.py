"""The archive as it stood on a past day (handbook H2.3)."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from salesops.web.typed import day_in
from salesops.web.views import ScopedDetail
from stores.models import Customer, Store
from stores.selectors.as_of import archive_as_of


class _AsOf(ScopedDetail):
    template_name = "stores/archive/as_of.html"
    clause = "H2.3"
    address = ""

    def get_title(self) -> str:
        return gettext("%(name)s as of a day") % {"name": self.object}

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        on = min(day_in(self.request.GET, "on") or today, today)
        return super().get_context_data(**kwargs) | {
            "on": on,
            "today": today,
            "archive": archive_as_of(self.object, on),
            "model": self.object._meta.label_lower,
            "as_of_url": reverse(self.address, args=[self.object.pk]),
        }


class StoreAsOf(_AsOf):
    model = Store
    address = "stores:store_as_of"

    def narrow(self, rows):
        return rows.select_related("customer", "center", "rep")


class CustomerAsOf(_AsOf):
    model = Customer
    address = "stores:customer_as_of"

    def narrow(self, rows):
        return rows.select_related("dealer", "center", "rep")
