"""A promotion day by day (handbook H6.2)."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from promotions.calc.chart import chart_of
from promotions.models import Promotion
from promotions.selectors.export import tracking_sheets
from promotions.selectors.tracking import tracking_of
from salesops.exchange.writer import workbook_response
from salesops.web.views import ScopedDetail

ROWS_A_PAGE = 50


class PromotionTracking(ScopedDetail):
    """Units against target and what is usual, spend, execution; the stores furthest behind first."""

    model = Promotion
    template_name = "promotions/tracking/promotion_tracking.html"
    title = gettext_lazy("Tracking")
    clause = "H6.2"

    def get_context_data(self, **kwargs):
        tracking = tracking_of(self.object, self.request.actor, timezone.localdate())
        shows_red = self.request.GET.get("show") == "red"
        rows = [row for row in tracking.rows if row.is_red] if shows_red else tracking.rows
        return super().get_context_data(**kwargs) | {
            "promotion": self.object,
            "tab": "tracking",
            "tracking": tracking,
            "track": tracking.track,
            "chart": chart_of(tracking.track.by_day),
            "shows_red": shows_red,
            "page": Paginator(rows, ROWS_A_PAGE).get_page(self.request.GET.get("page")),
        }


@login_required
@require_safe
def tracking_export(request, pk):
    promotion = get_object_or_404(Promotion.objects.visible_to(request.actor), pk=pk)
    tracking = tracking_of(promotion, request.actor, timezone.localdate())
    return workbook_response(f"{promotion} {_('Tracking')}", tracking_sheets(tracking))
