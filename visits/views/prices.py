"""Prices on the tags: filled in during a visit, and looked through by those who lead (handbook H5.2)."""

from decimal import Decimal

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from salesops.web.views import ScopedList
from visits.choices import VisitStep
from visits.filters import PriceFilter
from visits.forms.filling import PricesForm
from visits.models import Visit, VisitPrice
from visits.selectors.filling import sku_rows
from visits.selectors.prices import compliance_of, price_rows
from visits.services.prices import save_prices
from visits.tables import PriceTable
from visits.views.parts import changed, filled, own_visit, prices_context


class PriceList(ScopedList):
    """What tags said, those off the list first in time; without a filter only those."""

    model = VisitPrice
    table_class = PriceTable
    filterset_class = PriceFilter
    template_name = "visits/prices/price_list.html"
    title = _("Prices found in visits")
    clause = "H5.2"
    is_long = True
    export_name = _("Prices found in visits")
    empty_counts = ("band",)

    def narrow(self, rows):
        rows = rows.select_related("visit__store", "visit__rep", "sku__model")
        return rows.order_by("-visit__visited_on", "-pk")

    def get_filterset(self, rows):
        asked = self.request.GET.copy()
        asked.setdefault("band", "off")
        return self.filterset_class(asked, queryset=rows, request=self.request)

    def get_context_data(self, **kwargs):
        """Beside the list how many of all that the other filters leave keep to it."""
        asked = self.request.GET.copy()
        asked["band"] = ""
        rows = self.filterset_class(asked, queryset=self.get_queryset(), request=self.request).qs
        return super().get_context_data(**kwargs) | {"compliance": compliance_of(rows)}


@login_required
@require_POST
def visit_prices(request: HttpRequest, pk: int) -> HttpResponse:
    visit = own_visit(request, pk)
    form = PricesForm(request.POST)
    return filled(request, visit, VisitStep.PRICES, form, lambda: save_prices(visit, form.prices, actor=request.actor))


@login_required
@require_POST
def visit_prices_fill(request: HttpRequest, pk: int) -> HttpResponse:
    """One tap for all that is still open: as the list has it, or as the last visit found it."""
    visit = own_visit(request, pk)
    prices = _rest(visit, request.POST.get("what", ""))
    return changed(
        request,
        visit,
        VisitStep.PRICES,
        lambda: save_prices(visit, prices, actor=request.actor),
        lambda: prices_context(visit),
    )


def _rest(visit: Visit, source: str) -> dict[int, Decimal]:
    open_rows = [row for row in price_rows(visit, sku_rows(visit)) if row.shelf_yuan is None]
    told = {row.sku.pk: row.list_yuan if source == "list" else row.last_yuan for row in open_rows}
    return {pk: Decimal(price) for pk, price in told.items() if price}
