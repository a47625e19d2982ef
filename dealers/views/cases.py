"""Pages of channel conflicts (handbook H10.2)."""

from datetime import timedelta

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dealers.business_choices import UNSETTLED
from dealers.business_filters import CaseFilter
from dealers.business_tables import CaseTable
from dealers.case_steps import CASE_STEPS
from dealers.dealer_rules import keeps_business, keeps_case
from dealers.forms.business import CaseForm, EvidenceForm, ReasonForm
from dealers.models import CaseEvidence, ChannelCase
from dealers.services.cases import add_evidence, move_case, open_case, settle_by
from dealers.views.dealers import OfOneDealer, dealer_page
from salesops.web.views import ScopedCreate, ScopedDetail, ScopedList, ScopedUpdate
from salesops.workflow.flow import possible_steps
from salesops.workflow.selectors.history import history_of

MOST_EVENTS = 50
# How old a market report may be to be offered.
DAYS_OF_REPORTS = 180


class CaseList(ScopedList):
    model = ChannelCase
    table_class = CaseTable
    filterset_class = CaseFilter
    title = _("Channel conflicts")
    clause = "H10.2"
    export_name = _("channel conflicts")

    def narrow(self, rows):
        return rows.select_related("customer", "store").order_by("-found_on", "-pk")

    def get_table_kwargs(self):
        return super().get_table_kwargs() | {"on": timezone.localdate()}


class CaseDetail(ScopedDetail):
    model = ChannelCase
    template_name = "dealers/cases/case_detail.html"
    clause = "H10.2"

    def narrow(self, rows):
        return rows.select_related("customer", "store", "model", "market_report__store")

    def get_context_data(self, **kwargs):
        actor, case, on = self.request.actor, self.object, timezone.localdate()
        possible = possible_steps(CASE_STEPS.values(), case, actor)
        return super().get_context_data(**kwargs) | {
            "evidence": CaseEvidence.objects.visible_to(actor).filter(case=case).select_related("added_by"),
            "steps": [(word, step) for word, step in CASE_STEPS.items() if step in possible],
            "may_add": keeps_case(actor, case) and case.status in UNSETTLED,
            "is_late": case.status in UNSETTLED and case.due_on < on,
            "back": dealer_page(case.customer_id, "cases"),
            "events": history_of(case)[:MOST_EVENTS],
        }


class CaseOpen(OfOneDealer):
    form_class = CaseForm
    title = _("Channel conflict")
    clause = "H10.2"
    done_message = _("Written down. The center manager was told.")

    def allowed(self, actor) -> bool:
        return keeps_business(actor, self.dealer)

    def get_form_kwargs(self):
        since = timezone.now() - timedelta(days=DAYS_OF_REPORTS)
        return super().get_form_kwargs() | {"since": since}

    def get_initial(self):
        today = timezone.localdate()
        return {"found_on": today, "due_on": settle_by(today)}

    def get_done_url(self, made) -> str:
        return made.get_absolute_url()

    def act(self, cleaned):
        return open_case(cleaned | {"customer": self.dealer}, actor=self.request.actor, at=timezone.now())


class CaseMove(ScopedUpdate):
    """One step of a case with its reason; the address names the step."""

    model = ChannelCase
    form_class = ReasonForm
    clause = "H10.2"

    @property
    def step(self):
        if self.kwargs["step"] not in CASE_STEPS:
            raise Http404
        return CASE_STEPS[self.kwargs["step"]]

    def narrow(self, rows):
        return rows.select_related("customer")

    def allowed_on(self, actor, obj) -> bool:
        return self.step.allowed(actor, obj)

    def get_title(self):
        return self.step.label

    @property
    def submit_label(self):
        return self.step.label

    @property
    def cancel_url(self) -> str:
        return self.object.get_absolute_url()

    def act(self, cleaned):
        return move_case(
            self.object,
            self.step,
            revision=self.seen_revision or None,
            actor=self.request.actor,
            at=timezone.now(),
            reason=cleaned["reason"],
        )


class CaseEvidenceAdd(ScopedCreate):
    form_class = EvidenceForm
    title = pgettext_lazy("case", "Evidence")
    clause = "H10.2"

    @cached_property
    def case(self) -> ChannelCase:
        rows = ChannelCase.objects.visible_to(self.request.actor).select_related("customer")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def allowed(self, actor) -> bool:
        return keeps_case(actor, self.case)

    @property
    def cancel_url(self) -> str:
        return self.case.get_absolute_url()

    def act(self, cleaned):
        return add_evidence(self.case, cleaned["text"], actor=self.request.actor, at=timezone.now())
