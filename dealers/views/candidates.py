"""Pages of candidates (handbook H10.1)."""

from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from dealers import dealer_steps as steps
from dealers.dealer_filters import CandidateFilter
from dealers.dealer_rules import KEEPERS, adds_candidates, decides_candidate, keeps_candidate
from dealers.dealer_tables import CandidateTable
from dealers.forms.candidates import CandidateForm, DecisionForm, MarksForm, VisitForm
from dealers.forms.dealers import ContractForm
from dealers.models import DealerCandidate
from dealers.selectors.candidates import judged, marks_of, visits_to
from dealers.selectors.divisions import divisions_words
from dealers.services.candidates import (
    accept,
    add_candidate,
    edit_candidate,
    give_up,
    log_visit,
    set_marks,
    take_up_again,
    turn_down,
)
from dealers.services.contracts import Terms, contract_candidate
from dealers.views.spans import day_after
from salesops.web.views import Decision, ScopedCreate, ScopedDetail, ScopedList, ScopedUpdate
from salesops.workflow.flow import possible_steps
from salesops.workflow.selectors.history import history_of

MOST_EVENTS = 50


class CandidateList(ScopedList):
    model = DealerCandidate
    table_class = CandidateTable
    filterset_class = CandidateFilter
    template_name = "dealers/candidates/candidate_list.html"
    title = _("Candidates for dealers")
    clause = "H10.1"
    export_name = _("candidates for dealers")

    def narrow(self, rows):
        return rows.with_last_visit().select_related("rep", "center").order_by("-found_on", "-pk")

    def get_table_kwargs(self):
        return super().get_table_kwargs() | {"exclude": () if self.request.actor.sees_all else ("center",)}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"may_add": adds_candidates(self.request.actor)}


class CandidateDetail(ScopedDetail):
    model = DealerCandidate
    template_name = "dealers/candidates/candidate_detail.html"
    clause = "H10.1"

    def narrow(self, rows):
        return rows.select_related("rep", "center", "customer")

    def get_context_data(self, **kwargs):
        actor, candidate = self.request.actor, self.object
        is_kept = keeps_candidate(actor, candidate)
        return super().get_context_data(**kwargs) | {
            "judged": judged(candidate, actor),
            "visits": visits_to(candidate, actor),
            "wanted": divisions_words(candidate.divisions),
            "steps": {step.name for step in possible_steps(steps.CANDIDATE_STEPS, candidate, actor)},
            "may_keep": is_kept,
            "may_visit": is_kept and actor.user_id and candidate.status in steps.OPEN,
            "may_mark": is_kept and candidate.status in steps.MARKABLE,
            "events": history_of(candidate)[:MOST_EVENTS],
        }


class CandidateCreate(ScopedCreate):
    roles = KEEPERS
    form_class = CandidateForm
    title = _("New candidate")
    clause = "H10.1"
    cancel_url = reverse_lazy("dealers:candidate_list")

    def get_initial(self):
        actor = self.request.actor
        return {"rep": actor.user_id if actor.is_rep else None, "found_on": timezone.localdate()}

    def act(self, cleaned):
        return add_candidate(cleaned, actor=self.request.actor, at=timezone.now())


class OneCandidate(ScopedUpdate):
    """A form about one candidate; back to its page."""

    model = DealerCandidate
    clause = "H10.1"

    def narrow(self, rows):
        return rows.select_related("rep", "center")

    def allowed_on(self, actor, obj) -> bool:
        return keeps_candidate(actor, obj)

    @property
    def cancel_url(self) -> str:
        return self.object.get_absolute_url()

    def get_done_url(self, made) -> str:
        return self.object.get_absolute_url()


class CandidateEdit(OneCandidate):
    form_class = CandidateForm

    def act(self, cleaned):
        return edit_candidate(
            self.object, cleaned, revision=self.seen_revision, actor=self.request.actor, at=timezone.now()
        )


class CandidateMarks(OneCandidate):
    form_class = MarksForm
    template_name = "dealers/candidates/marks_form.html"
    title = _("Score the candidate")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"marks": marks_of(self.object, self.request.actor)}

    def perform(self, form):
        return set_marks(self.object, form.marks(), actor=self.request.actor, at=timezone.now())


class _Decision(OneCandidate, Decision):
    form_class = DecisionForm


class _ManagersDecision(_Decision):
    def allowed_on(self, actor, obj) -> bool:
        return decides_candidate(actor, obj)


class CandidateAccept(_ManagersDecision):
    title = _("Accept the candidate")
    submit_label = _("Accept")
    deed = accept


class CandidateTurnDown(_ManagersDecision):
    title = _("Turn the candidate down")
    submit_label = _("Turn down")
    deed = turn_down


class CandidateTakeUpAgain(_ManagersDecision):
    title = _("Take the candidate up again")
    submit_label = _("Take up again")
    deed = take_up_again


class CandidateGiveUp(_Decision):
    title = _("Give the candidate up")
    submit_label = _("Give up")
    deed = give_up


class CandidateContract(OneCandidate):
    form_class = ContractForm
    title = _("Contract with the candidate")
    submit_label = _("Make it a dealer")

    def allowed_on(self, actor, obj) -> bool:
        return decides_candidate(actor, obj)

    def get_initial(self):
        return {"starts_on": timezone.localdate(), "divisions": self.object.divisions}

    def act(self, cleaned):
        terms = Terms(
            number=cleaned["number"],
            starts_on=cleaned["starts_on"],
            ends_on=day_after(cleaned["end_last_on"]),
            divisions=tuple(cleaned["divisions"].split()),
            is_exclusive=cleaned["is_exclusive"],
            payment_days=cleaned["payment_days"],
            credit_yuan=cleaned["credit_yuan"],
        )
        return contract_candidate(self.object, terms, actor=self.request.actor, at=timezone.now())


class CandidateVisitAdd(ScopedCreate):
    form_class = VisitForm
    title = _("Visit to a candidate")
    clause = "H10.1"

    @cached_property
    def candidate(self) -> DealerCandidate:
        return get_object_or_404(DealerCandidate.objects.visible_to(self.request.actor), pk=self.kwargs["pk"])

    def allowed(self, actor) -> bool:
        return keeps_candidate(actor, self.candidate)

    @property
    def cancel_url(self) -> str:
        return self.candidate.get_absolute_url()

    def get_initial(self):
        return {"visited_on": timezone.localdate()}

    def act(self, cleaned):
        return log_visit(self.candidate, cleaned, actor=self.request.actor, at=timezone.now())
