"""Pages of measured distribution (handbook H2.7)."""

from collections.abc import Iterator
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from django_tables2 import RequestConfig

from salesops.accounts.models import Center
from salesops.exchange.writer import ExportColumn, xlsx_response
from salesops.web.views import Page, ScopedDetail
from stores.filters import DistributionFilter
from stores.models import HandsetModel, Store
from stores.selectors.distribution import DistributionSheet, Narrowing, distribution_sheet, lacking_stores
from stores.selectors.distribution_trend import measured_sheet, model_trends
from stores.tables import DistributionTable, GapTable


class _Narrowed:
    """The choice of day and stores in the address; company roles begin with the first center."""

    @cached_property
    def filterset(self) -> DistributionFilter:
        asked = self.request.GET.copy()
        asked.setdefault("on", str(timezone.localdate()))
        if self.request.actor.sees_all and "center" not in asked:
            first = Center.objects.filter(is_active=True).order_by("code").first()
            asked["center"] = first.pk if first else ""
        stores = Store.objects.visible_to(self.request.actor)
        return DistributionFilter(asked, queryset=stores, request=self.request)

    @property
    def on(self) -> date:
        """The day that was chosen; what has not happened cannot be measured."""
        today = timezone.localdate()
        return min(self.filterset.chosen.get("on", today), today)

    @property
    def narrowing(self) -> Narrowing:
        return Narrowing(**{name: value for name, value in self.filterset.chosen.items() if name != "on"})

    @property
    def wants_file(self) -> bool:
        return self.request.GET.get("export") == "xlsx"

    def shown(self, response: HttpResponse) -> HttpResponse:
        patch_vary_headers(response, ["HX-Request", "HX-Target"])
        return response

    def frame(self) -> dict:
        address = self.request.GET.copy()
        address["export"] = "xlsx"
        return {"filter": self.filterset, "on": self.on, "export_url": f"?{address.urlencode()}"}

    @property
    def is_part(self) -> bool:
        return bool(self.request.htmx and self.request.htmx.target == "list")


class DistributionPage(_Narrowed, Page, TemplateView):
    """How far each model of the standard is distributed, on a day and over chosen stores."""

    title = gettext_lazy("Distribution")
    clause = "H2.7"

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        self.sheet = self.measure()
        if self.wants_file:
            return xlsx_response(
                _("Distribution %(day)s") % {"day": self.on}, _model_columns(), _model_rows(self.sheet)
            )
        return self.shown(super().get(request, *args, **kwargs))

    def measure(self) -> DistributionSheet:
        """One center is measured now; all together are too many for a page, and stand as the night measured them."""
        actor, narrowing = self.request.actor, self.narrowing
        if actor.sees_all and narrowing.center is None:
            return measured_sheet(actor, narrowing, self.on)
        return distribution_sheet(actor, narrowing, self.on)

    def get_template_names(self) -> list[str]:
        return [f"stores/distribution/{'_list' if self.is_part else 'distribution'}.html"]

    def get_context_data(self, **kwargs) -> dict:
        trends = model_trends(self.request.actor, self.narrowing, self.on)
        table = DistributionTable(self.sheet.lines, address=self.filterset.data.urlencode(), trends=trends)
        RequestConfig(self.request, paginate=False).configure(table)
        return super().get_context_data(**kwargs) | self.frame() | {"sheet": self.sheet, "table": table}


class DistributionGaps(_Narrowed, ScopedDetail):
    """The stores that should carry a model and do not, by what they sell: where selling in pays most."""

    model = HandsetModel
    clause = "H2.7"

    def get_title(self) -> str:
        return _("Stores that lack %(model)s") % {"model": self.object}

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        self.object = self.get_object()
        self.lacking = lacking_stores(request.actor, self.object, self.narrowing, self.on)
        if self.wants_file:
            rows = GapTable(self.lacking).as_values()
            return xlsx_response(self.get_title(), next(rows), rows)
        return self.shown(self.render_to_response(self.get_context_data(object=self.object)))

    def get_template_names(self) -> list[str]:
        return ["web/_list.html" if self.is_part else "stores/distribution/gaps.html"]

    def get_context_data(self, **kwargs) -> dict:
        table = GapTable(self.lacking)
        RequestConfig(self.request, paginate={"per_page": 50}).configure(table)
        return super().get_context_data(**kwargs) | self.frame() | {"table": table}


def _model_columns() -> list[ExportColumn]:
    return [
        ExportColumn(_("Model code"), 14, "code"),
        ExportColumn(_("Model"), 24),
        ExportColumn(_("Target stores"), kind="integer"),
        ExportColumn(_("Stores that carry it"), kind="integer"),
        ExportColumn(_("Numeric distribution"), kind="share"),
        ExportColumn(_("Sales of target stores"), kind="integer"),
        ExportColumn(_("Sales of stores that carry it"), kind="integer"),
        ExportColumn(_("Weighted distribution"), kind="share"),
        ExportColumn(_("Stores with all colours asked"), kind="integer"),
        ExportColumn(_("Unknown stores"), kind="integer"),
    ]


def _model_rows(sheet: DistributionSheet) -> Iterator[tuple]:
    for line in sheet.lines:
        found = line.distribution
        yield (
            line.model.code,
            line.model.name,
            *(found.stores, found.carrying, found.numeric.ratio),
            *(found.weight, found.weight_carrying, found.weighted.ratio),
            *(found.in_all_colours, found.unknown),
        )
