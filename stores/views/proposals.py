"""New stores by reps: proposed at the door, decided by the center manager (handbook H2.2)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from salesops.accounts.choices import Role
from salesops.errors import DomainError
from salesops.web.typed import number_in, text_in
from salesops.web.views import Decision, ScopedCreate, ScopedDetail, ScopedList, ScopedUpdate, door
from salesops.workflow.flow import possible_steps
from salesops.workflow.selectors.history import history_of
from stores import rules
from stores.choices import ProposalStatus
from stores.filters import ProposalFilter
from stores.forms.proposals import ProposalForm, RemarkForm
from stores.models import StoreProposal
from stores.selectors.positions import map_around
from stores.selectors.proposals import as_store, waiting_first
from stores.selectors.twins import similar_to
from stores.services.proposals import (
    approve_proposal,
    change_proposal,
    propose_store,
    reject_proposal,
    return_proposal,
    withdraw_proposal,
)
from stores.services.stores import MayBeAnother
from stores.steps import PROPOSAL_STEPS
from stores.tables import ProposalTable

CONCERNED = frozenset({Role.REP, Role.MANAGER, Role.ADMIN})
MOST_EVENTS = 50


class ProposalList(ScopedList):
    """What waits stands first; one tap approves what is like no other store."""

    roles = CONCERNED
    model = StoreProposal
    table_class = ProposalTable
    filterset_class = ProposalFilter
    template_name = "stores/proposals/proposal_list.html"
    title = _("Proposed stores")
    clause = "H2.2"
    export_name = _("proposed stores")

    def narrow(self, rows):
        return waiting_first(rows)

    def get_table_kwargs(self):
        actor = self.request.actor
        hidden = [*(() if actor.sees_all else ("center",)), *(("decide",) if actor.is_rep else ())]
        return {"exclude": hidden}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"may_propose": rules.proposes_stores(self.request.actor)}


class _AtItsPlace:
    """The map beside the form, and the stores that it may be above it."""

    template_name = "stores/proposals/proposal_form.html"
    form_class = ProposalForm
    clause = "H2.2"

    def perform(self, form):
        made = super().perform(form)
        for note in form.position_notes:
            messages.info(self.request, note)
        return made

    def get_context_data(self, **kwargs):
        context, actor = super().get_context_data(**kwargs), self.request.actor
        similar = getattr(context.get("refusal"), "similar", ())
        return context | {
            "map_data": map_around(actor, None, actor.center_id),
            "similar": similar,
            "asks_why": similar or context["form"]["reason"].value(),
        }


class ProposalCreate(_AtItsPlace, ScopedCreate):
    roles = frozenset({Role.REP})
    title = _("Propose a new store")
    submit_label = _("Submit")
    done_message = _("Proposed. The center manager decides.")
    cancel_url = reverse_lazy("stores:proposal_list")

    def act(self, cleaned):
        return propose_store(cleaned, actor=self.request.actor, at=timezone.now())


class ProposalEdit(_AtItsPlace, ScopedUpdate):
    model = StoreProposal

    def narrow(self, rows):
        return rows.select_related("center", "rep", "customer")

    def allowed_on(self, actor, obj) -> bool:
        return rules.works_on_proposal(actor, obj) and obj.status in {ProposalStatus.WAITING, ProposalStatus.RETURNED}

    @property
    def submit_label(self) -> str:
        return _("Send again") if self.object.status == ProposalStatus.RETURNED else _("Save")

    @property
    def cancel_url(self) -> str:
        return self.object.get_absolute_url()

    def act(self, cleaned):
        return change_proposal(
            self.object, cleaned, revision=self.seen_revision, actor=self.request.actor, at=timezone.now()
        )


class ProposalDetail(ScopedDetail):
    model = StoreProposal
    template_name = "stores/proposals/proposal_detail.html"
    clause = "H2.2"

    def narrow(self, rows):
        return rows.select_related("center", "rep", "customer", "store")

    def get_context_data(self, **kwargs):
        actor, proposal = self.request.actor, self.object
        is_open = proposal.status in {ProposalStatus.WAITING, ProposalStatus.RETURNED}
        similar = similar_to(as_store(proposal), actor) if is_open else []
        return super().get_context_data(**kwargs) | {
            "similar": similar,
            "seen": ",".join(str(other.store.pk) for other in similar),
            "steps": {step.name for step in possible_steps(PROPOSAL_STEPS, proposal, actor)},
            "may_edit": is_open and rules.works_on_proposal(actor, proposal),
            "events": history_of(proposal)[:MOST_EVENTS],
        }


class _Remark(Decision):
    """A decision with words for the rep."""

    model = StoreProposal
    form_class = RemarkForm
    clause = "H2.2"

    def narrow(self, rows):
        return rows.select_related("center", "rep")

    def allowed_on(self, actor, obj) -> bool:
        return rules.decides_proposal(actor, obj)

    @property
    def cancel_url(self) -> str:
        return self.object.get_absolute_url()


class ProposalReturn(_Remark):
    title = _("Return the proposed store")
    submit_label = _("Return")
    done_message = _("Returned.")
    deed = return_proposal


class ProposalReject(_Remark):
    title = _("Reject the proposed store")
    submit_label = _("Reject")
    done_message = _("Rejected.")
    deed = reject_proposal


@login_required
@require_POST
def proposal_approve(request, pk):
    """Make it a store; one that is like another is looked at first, on its own page."""
    proposal = _seen(request, pk)
    door(request, rules.decides_proposal, proposal)
    seen = {int(one) for one in text_in(request.POST, "seen", 200).split(",") if one.isdecimal()}
    try:
        done = approve_proposal(
            proposal,
            seen=seen,
            revision=number_in(request.POST, "revision"),
            actor=request.actor,
            at=timezone.now(),
            reason=text_in(request.POST, "reason", 200),
        )
    except MayBeAnother:
        messages.warning(request, gettext("It is like a store of the archive. Compare them, then approve."))
        return redirect(proposal)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect(proposal)
    words = gettext("%(store)s is in the archive as %(code)s.")
    messages.success(request, words % {"store": done.store, "code": done.store.code})
    return redirect("stores:proposal_list" if request.POST.get("from") == "list" else done.store.get_absolute_url())


@login_required
@require_POST
def proposal_withdraw(request, pk):
    proposal = _seen(request, pk)
    door(request, rules.works_on_proposal, proposal)
    try:
        withdraw_proposal(proposal, actor=request.actor, at=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, gettext("Withdrawn."))
    return redirect(proposal)


def _seen(request, pk: int) -> StoreProposal:
    rows = StoreProposal.objects.visible_to(request.actor).select_related("center", "rep", "customer")
    return get_object_or_404(rows, pk=pk)
