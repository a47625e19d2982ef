"""The list of sales records (handbook H2.5)."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from salesops.periods.month import Month
from salesops.web.views import ScopedList
from stores.filters import SaleFilter
from stores.models import SalesRecord
from stores.selectors.handsets import with_handsets
from stores.selectors.sales import totals_of
from stores.tables import SaleTable
from stores.views.typed_sales import RECORDERS


class SaleList(ScopedList):
    """The running month unless another is asked for: nobody reads years of records in one list."""

    model = SalesRecord
    table_class = SaleTable
    filterset_class = SaleFilter
    template_name = "stores/sales/sale_list.html"
    title = _("Sales records")
    clause = "H2.5"
    is_long = True
    export_name = _("sales")
    paginate_by = 50
    empty_counts = ("month",)

    def narrow(self, rows):
        return with_handsets(rows).select_related("store", "sku__model").order_by("-sold_on", "-pk")

    def get_table_kwargs(self):
        return {"exclude": () if self.request.actor.role in RECORDERS else ("correct",)}

    def get_filterset(self, rows):
        asked = self.request.GET.copy()
        if not (asked.get("since") or asked.get("until") or asked.get("imei")):
            asked.setdefault("month", str(Month.of(timezone.localdate())))
        return self.filterset_class(asked, queryset=rows, request=self.request)

    def get_template_names(self):
        """The totals change with the list."""
        names = super().get_template_names()
        return names if names == [self.template_name] else ["stores/sales/_list.html"]

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "totals": totals_of(self.object_list),
            "may_record": self.request.actor.role in RECORDERS,
        }
