"""The board of recruiting, needs and the list of applicants (handbook H7)."""

from django.db.models import OuterRef, Subquery
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from promotions.forms.recruiting import ApplicantNewForm, NeedForm, NeedNewForm, ReasonForm
from promotions.models import Applicant, Interview, Need
from promotions.recruiting_filters import ApplicantFilter, BoardFilter
from promotions.recruiting_rules import KEEPERS, keeps_need, opens_needs
from promotions.recruiting_steps import NEED_STEPS
from promotions.recruiting_tables import ApplicantTable
from promotions.selectors.recruiting import applicants_of, board_of
from promotions.services.applicants import add_applicant
from promotions.services.recruiting import edit_need, open_need, withdraw_need
from salesops.web.typed import number_in
from salesops.web.views import BackToPage, Page, ScopedCreate, ScopedDetail, ScopedList, ScopedUpdate
from salesops.workflow.flow import possible_steps
from salesops.workflow.selectors.history import history_of
from stores.models import Store

MOST_EVENTS = 50


class Board(Page, TemplateView):
    template_name = "promotions/recruiting/board.html"
    title = _("Recruiting")
    clause = "H7"

    def get_context_data(self, **kwargs):
        actor = self.request.actor
        rows = Store.objects.visible_to(actor)
        chosen = BoardFilter(self.request.GET, queryset=rows, request=self.request)
        return super().get_context_data(**kwargs) | {
            "columns": board_of(actor, chosen.qs, timezone.localdate()),
            "filter": chosen,
            "may_open": opens_needs(actor),
        }


class ApplicantList(ScopedList):
    model = Applicant
    table_class = ApplicantTable
    filterset_class = ApplicantFilter
    title = _("Applicants")
    clause = "H7"
    export_name = _("applicants")

    def narrow(self, rows):
        interviews = Interview.objects.visible_to(self.request.actor).filter(applicant=OuterRef("pk"))
        score = interviews.order_by("-held_on", "-pk").values("score")[:1]
        rows = rows.annotate(last_score=Subquery(score)).select_related("need__store__rep", "need__store__center")
        return rows.order_by("-moved_on", "-pk")

    def get_table_kwargs(self):
        return super().get_table_kwargs() | {"exclude": () if self.request.actor.sees_all else ("center",)}


class NeedDetail(ScopedDetail):
    model = Need
    template_name = "promotions/recruiting/need_detail.html"
    clause = "H7"

    def narrow(self, rows):
        return rows.select_related("store__rep", "store__center")

    def get_context_data(self, **kwargs):
        actor, need = self.request.actor, self.object
        may_keep = keeps_need(actor, need)
        return super().get_context_data(**kwargs) | {
            "applicants": applicants_of(need, actor),
            "late_days": need.days_late(timezone.localdate()),
            "may_keep": may_keep and need.is_open,
            "steps": {step.name for step in possible_steps(NEED_STEPS, need, actor)},
            "events": history_of(need)[:MOST_EVENTS],
        }


class NeedCreate(ScopedCreate):
    """Opened from a store's vacancy the store stands in the form already."""

    roles = KEEPERS
    form_class = NeedNewForm
    title = _("New need")
    clause = "H7"
    cancel_url = reverse_lazy("promotions:recruiting")

    def get_initial(self):
        return {"store": number_in(self.request.GET, "store"), "needed_from": timezone.localdate()}

    def act(self, cleaned):
        return open_need(cleaned, actor=self.request.actor, at=timezone.now())


class OneNeed(BackToPage, ScopedUpdate):
    """A form about one need; back to its page."""

    model = Need
    clause = "H7"

    def narrow(self, rows):
        return rows.select_related("store")

    def allowed_on(self, actor, obj) -> bool:
        return keeps_need(actor, obj)


class NeedEdit(OneNeed):
    form_class = NeedForm

    def act(self, cleaned):
        return edit_need(self.object, cleaned, revision=self.seen_revision, actor=self.request.actor, at=timezone.now())


class NeedWithdraw(OneNeed):
    form_class = ReasonForm
    title = submit_label = _("Withdraw the need")

    def act(self, cleaned):
        return withdraw_need(self.object, actor=self.request.actor, at=timezone.now(), reason=cleaned["reason"])


class ApplicantCreate(ScopedCreate):
    roles = KEEPERS
    form_class = ApplicantNewForm
    title = _("New applicant")
    clause = "H7"

    @cached_property
    def need(self) -> Need:
        rows = Need.objects.visible_to(self.request.actor).select_related("store")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and self.allowed(request.actor):
            self.need  # noqa: B018 - a need that is not there is a 404, before the form.
        return super().dispatch(request, *args, **kwargs)

    @property
    def cancel_url(self) -> str:
        return self.need.get_absolute_url()

    def act(self, cleaned):
        personal = {"phone": cleaned.pop("phone")}
        return add_applicant(self.need, cleaned, personal=personal, actor=self.request.actor, at=timezone.now())
