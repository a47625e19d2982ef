"""Pages of evaluations of dealers (handbook H10.6)."""

from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dealers.evaluation_choices import OPEN_TO_TYPE
from dealers.evaluation_filters import EvaluationFilter
from dealers.evaluation_rules import decides_evaluation, sets_evaluation_terms, writes_evaluation
from dealers.evaluation_steps import EVALUATION_STEPS
from dealers.evaluation_tables import EvaluationTable
from dealers.forms.evaluations import ApprovalForm, EvaluationTermsForm, ProposalForm, RemarkForm, ScoreForm
from dealers.models import DealerEvaluation, EvaluationLine, EvaluationTerms
from dealers.selectors.evaluation_terms import centers_weighed_by, evaluation_terms_of
from dealers.selectors.evaluations import follow_up_of, former_seen, scored_lines
from dealers.services.evaluation_decisions import (
    approve_evaluation,
    propose,
    return_evaluation,
    set_evaluation_terms,
    type_score,
)
from dealers.views.dealers import dealer_page
from salesops.accounts.models import Center
from salesops.web.views import Decision, ScopedDetail, ScopedList, ScopedUpdate
from salesops.workflow.flow import possible_steps
from salesops.workflow.selectors.history import history_of

MOST_EVENTS = 50


class EvaluationList(ScopedList):
    model = DealerEvaluation
    table_class = EvaluationTable
    filterset_class = EvaluationFilter
    template_name = "dealers/evaluations/evaluation_list.html"
    title = gettext_lazy("Evaluations of dealers")
    clause = "H10.6"
    export_name = gettext_lazy("evaluations of dealers")

    def narrow(self, rows):
        return rows.select_related("customer", "rep", "center").order_by("-quarter", "customer__name", "pk")

    def get_table_kwargs(self):
        hidden = () if self.request.actor.sees_all else ("center",)
        return super().get_table_kwargs() | {"on": timezone.localdate(), "exclude": hidden}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"weighed": centers_weighed_by(self.request.actor)}


class EvaluationDetail(ScopedDetail):
    model = DealerEvaluation
    template_name = "dealers/evaluations/evaluation_detail.html"
    clause = "H10.6"

    def narrow(self, rows):
        return rows.select_related("customer", "center", "rep")

    def get_context_data(self, **kwargs):
        actor, evaluation, on = self.request.actor, self.object, timezone.localdate()
        former = former_seen(evaluation, actor)
        is_open = evaluation.status in OPEN_TO_TYPE
        return super().get_context_data(**kwargs) | {
            "lines": scored_lines(evaluation, former, actor),
            "follow_up": follow_up_of(evaluation, former, on),
            "steps": {step.name for step in possible_steps(EVALUATION_STEPS, evaluation, actor)},
            "may_type": is_open and writes_evaluation(actor, evaluation),
            "is_late": is_open and evaluation.due_on < on,
            "back": dealer_page(evaluation.customer_id, "evaluations"),
            "events": history_of(evaluation)[:MOST_EVENTS],
        }


class EvaluationScore(ScopedUpdate):
    """Another score for one measure."""

    model = EvaluationLine
    form_class = ScoreForm
    clause = "H10.6"

    def narrow(self, rows):
        return rows.select_related("evaluation__customer")

    def allowed_on(self, actor, obj) -> bool:
        return writes_evaluation(actor, obj.evaluation)

    def get_title(self) -> str:
        return f"{self.object.get_measure_display()}: {self.object.evaluation}"

    def get_initial(self):
        return {"score": self.object.typed_score, "reason": self.object.typed_reason}

    @property
    def cancel_url(self) -> str:
        return self.object.evaluation.get_absolute_url()

    def act(self, cleaned):
        return type_score(self.object, **cleaned, actor=self.request.actor, at=timezone.now())


class _OneEvaluation(Decision):
    model = DealerEvaluation
    clause = "H10.6"

    def narrow(self, rows):
        return rows.select_related("customer", "center", "rep")

    def allowed_on(self, actor, obj) -> bool:
        return decides_evaluation(actor, obj)

    @property
    def cancel_url(self) -> str:
        return self.object.get_absolute_url()


class EvaluationPropose(_OneEvaluation):
    form_class = ProposalForm
    title = gettext_lazy("Propose what follows")
    submit_label = gettext_lazy("Propose")
    deed = propose

    def allowed_on(self, actor, obj) -> bool:
        return writes_evaluation(actor, obj)

    def get_initial(self):
        evaluation = self.object
        return {
            "adjustment": evaluation.adjustment or evaluation.suggestion or "keep",
            "improve_by": evaluation.improve_by,
            "reason": evaluation.adjustment_reason,
            "follow_up": evaluation.follow_up,
        }


class EvaluationApprove(_OneEvaluation):
    form_class = ApprovalForm
    title = gettext_lazy("Approve the evaluation")
    submit_label = gettext_lazy("Approve")
    deed = approve_evaluation


class EvaluationReturn(_OneEvaluation):
    form_class = RemarkForm
    title = gettext_lazy("Return the evaluation")
    submit_label = gettext_lazy("Return")
    deed = return_evaluation


class EvaluationTermsEdit(ScopedUpdate):
    model = EvaluationTerms
    form_class = EvaluationTermsForm
    template_name = "dealers/evaluations/terms.html"
    clause = "H10.6"
    success_url = cancel_url = reverse_lazy("dealers:evaluation_list")

    def get_object(self):
        centers, actor = Center.objects.filter(is_active=True), self.request.actor
        centers = centers if actor.sees_all else centers.filter(pk=actor.center_id)
        return evaluation_terms_of(get_object_or_404(centers, pk=self.kwargs["center"]))

    def allowed_on(self, actor, obj) -> bool:
        return sets_evaluation_terms(actor, obj)

    def get_title(self) -> str:
        return _("Terms of the evaluation in %(center)s") % {"center": self.object.center}

    def act(self, cleaned):
        return set_evaluation_terms(
            self.object, cleaned, revision=self.seen_revision, actor=self.request.actor, at=timezone.now()
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "events": history_of(self.object)[:MOST_EVENTS] if self.object.pk else []
        }
