"""Who approves how much, and what centers may spend (handbook H6.2)."""

from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from promotions.calc.approval import LEVELS
from promotions.forms.limits import BudgetForm, LimitForm
from promotions.models import ApprovalLimit, PromotionBudget
from promotions.rules import sets_limits
from promotions.selectors.approval import with_committed
from promotions.services import create_budget, edit_budget, edit_limit
from promotions.tables import BudgetTable, LimitTable
from salesops.accounts.choices import Role
from salesops.web.views import ScopedCreate, ScopedList, ScopedUpdate

SETTERS = frozenset({Role.HQ, Role.ADMIN})
READERS = SETTERS | {Role.MANAGER, Role.MARKETING}
LIST = reverse_lazy("promotions:budget_list")


class BudgetList(ScopedList):
    roles = READERS
    model = PromotionBudget
    table_class = BudgetTable
    template_name = "promotions/limits/budget_list.html"
    title = _("Budgets and approval limits")
    clause = "H6.2"
    export_name = _("promotion budgets")

    def narrow(self, rows):
        return with_committed(rows.select_related("center")).order_by("-month", "center__code")

    def get_context_data(self, **kwargs):
        limits = sorted(ApprovalLimit.objects.all(), key=lambda limit: LEVELS.index(limit.level))
        return super().get_context_data(**kwargs) | {
            "limits": LimitTable(limits, orderable=False),
            "may_set": sets_limits(self.request.actor),
        }


class BudgetCreate(ScopedCreate):
    roles = SETTERS
    form_class = BudgetForm
    title = _("New promotion budget")
    clause = "H6.2"
    success_url = LIST
    cancel_url = LIST

    def act(self, cleaned):
        return create_budget(cleaned, actor=self.request.actor, at=timezone.now())


class BudgetEdit(ScopedUpdate):
    model = PromotionBudget
    form_class = BudgetForm
    clause = "H6.2"
    success_url = LIST
    cancel_url = LIST

    def allowed_on(self, actor, obj):
        return sets_limits(actor)

    def act(self, cleaned):
        return edit_budget(
            self.object, cleaned, revision=self.seen_revision, actor=self.request.actor, at=timezone.now()
        )


class LimitEdit(ScopedUpdate):
    roles = SETTERS
    model = ApprovalLimit
    form_class = LimitForm
    clause = "H6.2"
    success_url = LIST
    cancel_url = LIST

    def act(self, cleaned):
        return edit_limit(
            self.object, cleaned, revision=self.seen_revision, actor=self.request.actor, at=timezone.now()
        )
