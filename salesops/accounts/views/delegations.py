"""Pages of leave hand-overs: a rep's own, its manager's, the admin's."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from salesops.accounts.choices import Role
from salesops.accounts.forms import HandOverForm
from salesops.accounts.models import Delegation
from salesops.accounts.rules import may_end_hand_over
from salesops.accounts.selectors.people import delegations_of
from salesops.accounts.services import end_hand_over, hand_over
from salesops.accounts.tables import DelegationTable
from salesops.errors import DomainError
from salesops.web.views import ScopedCreate, ScopedDetail, ScopedList, door
from salesops.workflow.selectors.history import history_of

_ROLES = {Role.REP, Role.MANAGER, Role.ADMIN}


class DelegationList(ScopedList):
    roles = _ROLES
    model = Delegation
    table_class = DelegationTable
    template_name = "accounts/delegations/delegation_list.html"
    title = gettext_lazy("Leave hand-overs")
    clause = "H0"

    def narrow(self, rows):
        mine = delegations_of(self.request.actor)
        return mine.order_by("-ends_on", "pk")


class DelegationDetail(ScopedDetail):
    roles = _ROLES
    model = Delegation
    template_name = "accounts/delegations/delegation_detail.html"
    clause = "H0"

    def narrow(self, rows):
        return delegations_of(self.request.actor)

    def get_context_data(self, **kwargs):
        is_open = self.object.ends_on > timezone.localdate()
        return super().get_context_data(**kwargs) | {
            "may_end": is_open and may_end_hand_over(self.request.actor, self.object),
            "events": history_of(self.object),
        }


class DelegationCreate(ScopedCreate):
    roles = _ROLES
    form_class = HandOverForm
    title = gettext_lazy("Hand over work")
    clause = "H0"
    submit_label = gettext_lazy("Hand over")
    success_url = cancel_url = reverse_lazy("accounts:delegation_list")

    def act(self, cleaned):
        return hand_over(**cleaned, actor=self.request.actor, at=timezone.now())


@login_required
@require_POST
def delegation_end(request, pk):
    delegation = get_object_or_404(delegations_of(request.actor), pk=pk)
    door(request, may_end_hand_over, delegation)
    try:
        end_hand_over(delegation, on=timezone.localdate(), actor=request.actor, at=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The work is back with %(rep)s.") % {"rep": delegation.rep})
    return redirect("accounts:delegation_list")
