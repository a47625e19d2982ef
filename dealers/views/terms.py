"""A plan's terms of the month, and its actions (handbook H8.2)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from dealers.forms.plans import ActionForm, TermsForm
from dealers.models import PlanAction, ProfitPlan
from dealers.rules import is_plan_owner
from dealers.services.actions import add_action, remove_action
from dealers.services.terms import change_terms
from dealers.views.lines import PlanPartCreate
from salesops.errors import DomainError
from salesops.web.views import ScopedUpdate, door


class PlanTerms(ScopedUpdate):
    model = ProfitPlan
    form_class = TermsForm
    template_name = "dealers/plans/plan_terms.html"
    title = _("Terms of the month")
    clause = "H8.2"

    def allowed_on(self, actor, obj):
        return is_plan_owner(actor, obj)

    def act(self, cleaned):
        who = {"actor": self.request.actor, "at": timezone.now()}
        return change_terms(self.object, cleaned, revision=self.seen_revision, **who)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"cancel_url": self.object.get_absolute_url()}


class PlanActionAdd(PlanPartCreate):
    form_class = ActionForm
    title = _("Add an action")
    clause = "H8.2"
    submit_label = _("Add")

    def act(self, cleaned):
        return add_action(self.plan, **cleaned, actor=self.request.actor, at=timezone.now())


@login_required
@require_POST
def plan_action_remove(request, pk):
    actions = PlanAction.objects.visible_to(request.actor).select_related("plan", "store")
    action = get_object_or_404(actions, pk=pk)
    door(request, is_plan_owner, action.plan)
    try:
        remove_action(action, actor=request.actor, at=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect(action.plan)
