"""What a promotion is to cost and has cost (handbook H6.2)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from promotions.calc.costs import sums_by_kind, total
from promotions.choices import OPEN_TO_CHANGE, CostKind, CostStage
from promotions.forms.costs import CostForm
from promotions.models import CostLine
from promotions.rules import may_plan
from promotions.selectors.costs import costs_of
from promotions.services import add_cost, remove_cost
from promotions.services.costs import may_cost
from promotions.views.parts import PromotionPart
from salesops.accounts.choices import Role
from salesops.errors import DomainError

READERS = frozenset({Role.MANAGER, Role.MARKETING, Role.HQ, Role.ADMIN})


class PromotionCosts(PromotionPart):
    """Planned and booked by kind, each line, and the form for the next one."""

    form_class = CostForm
    template_name = "promotions/costs/promotion_costs.html"
    title = gettext_lazy("Costs")
    clause = "H6.2"
    submit_label = gettext_lazy("Add")
    tab = "costs"
    done_name = "promotions:promotion_costs"

    @property
    def stage(self) -> str:
        """What is written now: plans before it is handed in, bookings afterwards."""
        return CostStage.PLANNED if self.promotion.status in OPEN_TO_CHANGE else CostStage.BOOKED

    @property
    def may_add(self) -> bool:
        return may_cost(self.promotion, self.request.actor, self.stage)

    def allowed(self, actor):
        """What one may not see does not exist; what a rep sees of it are not its costs."""
        return self.promotion is not None and actor.role in READERS

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"promotion": self.promotion}

    def get_initial(self):
        day = self.promotion.starts_on if self.stage == CostStage.PLANNED else timezone.localdate()
        return {"cost_on": day}

    def act(self, cleaned):
        values = {**cleaned, "stage": self.stage}
        return add_cost(self.promotion, values, actor=self.request.actor, at=timezone.now())

    def get_context_data(self, **kwargs):
        actor = self.request.actor
        lines = CostLine.objects.visible_to(actor).filter(promotion=self.promotion)
        costs = costs_of([self.promotion.pk])[self.promotion.pk]
        return super().get_context_data(**kwargs) | {
            "stage": CostStage(self.stage).label,
            "owns": may_plan(actor, self.promotion),
            "writable": [stage for stage in CostStage.values if may_cost(self.promotion, actor, stage)],
            "sums": [(CostKind(line.kind).label, line) for line in sums_by_kind(costs)],
            "total_yuan": total(costs),
            "lines": lines.select_related("store", "created_by").order_by("-cost_on", "-pk"),
        }


@login_required
@require_POST
def cost_remove(request, pk):
    lines = CostLine.objects.visible_to(request.actor).select_related("promotion", "store")
    line = get_object_or_404(lines, pk=pk)
    promotion = line.promotion
    try:
        remove_cost(line, actor=request.actor, at=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The line is taken out; the history keeps it."))
    return redirect("promotions:promotion_costs", promotion.pk)
