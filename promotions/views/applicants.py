"""Pages of one applicant: the moves up to the decision, and what is sealed (handbook H7, H0)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from promotions.forms.promoters import REASON_LENGTH
from promotions.forms.recruiting import (
    ApplicantForm,
    ApplicantPersonalForm,
    InterviewForm,
    InviteForm,
    ReasonForm,
    TakeOnForm,
)
from promotions.models import Applicant
from promotions.promoter_rules import reads_personal
from promotions.recruiting_choices import IN_PROCESS
from promotions.recruiting_rules import decides_on_applicant, keeps_applicant
from promotions.selectors.promoters import personal_lines
from promotions.selectors.recruiting import interviews_of, steps_of
from promotions.services import applicants
from promotions.services.personal import set_personal
from promotions.views.personal import shown_in_clear
from salesops.errors import DomainError
from salesops.web.typed import text_in
from salesops.web.views import BackToPage, ScopedDetail, ScopedUpdate, door
from salesops.workflow.selectors.history import history_of

MOST_EVENTS = 50


class ApplicantDetail(ScopedDetail):
    model = Applicant
    template_name = "promotions/recruiting/applicant_detail.html"
    clause = "H7"

    def narrow(self, rows):
        return rows.select_related("need__store__rep", "need__store__center", "promoter")

    def get_context_data(self, **kwargs):
        actor, applicant = self.request.actor, self.object
        may_keep = keeps_applicant(actor, applicant) and applicant.promoter is None
        return super().get_context_data(**kwargs) | {
            "steps": {step.name for step in steps_of(applicant, actor)},
            "interviews": interviews_of(applicant, actor),
            "personal": personal_lines(applicant, actor) if applicant.promoter is None else [],
            "read_url": reverse("promotions:applicant_personal_read", args=[applicant.pk]),
            "personal_url": reverse("promotions:applicant_personal", args=[applicant.pk]),
            "may_keep": may_keep,
            "may_edit": may_keep and applicant.status in IN_PROCESS,
            "events": history_of(applicant)[:MOST_EVENTS],
        }


class OneApplicant(BackToPage, ScopedUpdate):
    """A form about one applicant; back to its page."""

    model = Applicant
    clause = "H7"

    def narrow(self, rows):
        return rows.select_related("need__store__rep", "promoter")

    def allowed_on(self, actor, obj) -> bool:
        return keeps_applicant(actor, obj)

    @property
    def doing(self) -> dict:
        """Who acts, and when."""
        return {"actor": self.request.actor, "at": timezone.now()}


class Decision(OneApplicant):
    """The manager's word."""

    form_class = ReasonForm

    def allowed_on(self, actor, obj) -> bool:
        return decides_on_applicant(actor, obj)


class ApplicantEdit(OneApplicant):
    form_class = ApplicantForm

    def act(self, cleaned):
        return applicants.edit_applicant(self.object, cleaned, revision=self.seen_revision, **self.doing)


class ApplicantInvite(OneApplicant):
    form_class = InviteForm
    title = _("Plan the interview")

    def get_initial(self):
        return {"interview_on": self.object.interview_on or timezone.localdate()}

    def act(self, cleaned):
        return applicants.invite(self.object, interview_on=cleaned["interview_on"], **self.doing)


class ApplicantInterview(OneApplicant):
    form_class = InterviewForm
    title = _("Hold the interview")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": None}

    def get_initial(self):
        return {"held_on": timezone.localdate()}

    def act(self, cleaned):
        return applicants.hold_interview(self.object, cleaned, **self.doing)


class ApplicantTakeOn(Decision):
    form_class = TakeOnForm
    template_name = "promotions/recruiting/take_on.html"
    title = submit_label = _("Take on")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": None}

    def get_initial(self):
        return {"employed_on": max(timezone.localdate(), self.object.need.needed_from)}

    def act(self, cleaned):
        return applicants.take_on(self.object, **cleaned, **self.doing)


class ApplicantReject(Decision):
    title = submit_label = _("Reject")

    def act(self, cleaned):
        return applicants.reject(self.object, reason=cleaned["reason"], **self.doing)


class ApplicantAgain(Decision):
    title = submit_label = _("Another interview")

    def act(self, cleaned):
        return applicants.ask_again(self.object, reason=cleaned["reason"], **self.doing)


class ApplicantGiveUp(OneApplicant):
    form_class = ReasonForm
    title = submit_label = _("Gives up")

    def act(self, cleaned):
        return applicants.give_up(self.object, reason=cleaned["reason"], **self.doing)


class ApplicantPersonal(OneApplicant):
    form_class = ApplicantPersonalForm
    title = _("Set personal data")
    template_name = "promotions/promoters/personal_form.html"

    def allowed_on(self, actor, obj) -> bool:
        return super().allowed_on(actor, obj) and obj.promoter_id is None

    def act(self, cleaned):
        return set_personal(self.object, cleaned, **self.doing)


@login_required
@require_POST
@never_cache
def applicant_personal_read(request, pk):
    """As for promoters: shown once, for a reason that is kept."""
    rows = Applicant.objects.visible_to(request.actor).select_related("need__store")
    applicant = get_object_or_404(rows, pk=pk)
    door(request, reads_personal, applicant)
    try:
        return shown_in_clear(request, applicant, text_in(request.POST, "reason", REASON_LENGTH))
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect(applicant)
