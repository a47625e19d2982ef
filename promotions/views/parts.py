"""What the pages of one promotion share, and the lists of promoters' months (handbook H6.2, H7)."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from promotions.models import Promoter, Promotion
from promotions.promoter_filters import SheetFilter
from salesops.exchange.writer import xlsx_response
from salesops.periods.month import Month
from salesops.web.typed import month_in
from salesops.web.views import Page, ScopedCreate

ROWS_A_PAGE = 50


class OfOnePromotion:
    """A view whose address names the promotion; one that its reader may not see does not exist."""

    @cached_property
    def promotion(self) -> Promotion:
        return get_object_or_404(Promotion.objects.visible_to(self.request.actor), pk=self.kwargs["pk"])


class PromotionPart(OfOnePromotion, ScopedCreate):
    """A promotion's tab: its lines over the form for the next one.

    A subclass names its `tab` and the address it comes back to, and says in `may_add` who gets the form.
    """

    tab: str
    done_name: str

    def post(self, request, *args, **kwargs):
        if not self.may_add:
            raise PermissionDenied
        return super().post(request, *args, **kwargs)

    def get_done_url(self, made) -> str:
        return reverse(self.done_name, args=[self.promotion.pk])

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "promotion": self.promotion,
            "tab": self.tab,
            "may_add": self.may_add,
        }


class MonthList(Page, TemplateView):
    """Every promoter's line of a month, with a file for the payroll.

    A subclass gives `rows`, and `file()` as its name, columns and cells.
    """

    clause = "H7"

    def get(self, request, *args, **kwargs):
        if request.GET.get("export") == "xlsx":
            return xlsx_response(*self.file())
        return super().get(request, *args, **kwargs)

    def usual_month(self) -> Month:
        """The month shown where none is asked for."""
        return Month.of(timezone.localdate())

    @cached_property
    def month(self) -> Month:
        return month_in(self.request.GET) or self.usual_month()

    @cached_property
    def filter(self) -> SheetFilter:
        rows = Promoter.objects.visible_to(self.request.actor)
        return SheetFilter(self.request.GET, queryset=rows, request=self.request)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "month": self.month,
            "filter": self.filter,
            "page": Paginator(self.rows, ROWS_A_PAGE).get_page(self.request.GET.get("page")),
        }
