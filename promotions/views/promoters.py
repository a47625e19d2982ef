"""Pages of promoters (handbook H7)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from promotions.forms.promoters import ComeBackForm, LeaveForm, PromoterForm, PromoterNewForm
from promotions.models import Promoter
from promotions.promoter_choices import PromoterStatus
from promotions.promoter_filters import PromoterFilter
from promotions.promoter_rules import KEEPERS, adds_promoters, decides_on_promoter, keeps_promoter
from promotions.promoter_steps import STEPS
from promotions.promoter_tables import PromoterTable
from promotions.selectors.days_off import latest_days_off
from promotions.selectors.guidance import guidance_of
from promotions.selectors.promoter_terms import centers_whose_terms_are_set_by
from promotions.selectors.promoters import assignments_of, may_assign, personal_lines, with_stores
from promotions.selectors.training import trainings_of
from promotions.services.promoters import add_promoter, come_back, edit_promoter, end_probation, leave
from salesops.errors import DomainError
from salesops.web.views import ScopedCreate, ScopedDetail, ScopedList, ScopedUpdate
from salesops.workflow.flow import possible_steps
from salesops.workflow.selectors.history import history_of

MOST_EVENTS = 50


class PromoterList(ScopedList):
    model = Promoter
    table_class = PromoterTable
    filterset_class = PromoterFilter
    template_name = "promotions/promoters/promoter_list.html"
    title = _("Promoters")
    clause = "H7"
    export_name = _("promoters")

    def narrow(self, rows):
        rows = with_stores(rows, self.request.actor, timezone.localdate())
        return rows.select_related("rep", "center").order_by("name", "pk")

    def get_table_kwargs(self):
        return super().get_table_kwargs() | {"exclude": () if self.request.actor.sees_all else ("center",)}

    def get_context_data(self, **kwargs):
        actor = self.request.actor
        return super().get_context_data(**kwargs) | {
            "may_add": adds_promoters(actor),
            "terms_of": centers_whose_terms_are_set_by(actor),
        }


class PromoterDetail(ScopedDetail):
    model = Promoter
    template_name = "promotions/promoters/promoter_detail.html"
    clause = "H7"

    def narrow(self, rows):
        return rows.select_related("rep", "center")

    def get_context_data(self, **kwargs):
        actor, promoter, on = self.request.actor, self.object, timezone.localdate()
        return super().get_context_data(**kwargs) | {
            "assignments": assignments_of(promoter, actor),
            "personal": personal_lines(promoter, actor),
            "read_url": reverse("promotions:personal_read", args=[promoter.pk]),
            "personal_url": reverse("promotions:personal_edit", args=[promoter.pk]),
            "steps": {step.name for step in possible_steps(STEPS, promoter, actor)},
            "may_keep": keeps_promoter(actor, promoter),
            "may_assign": may_assign(actor, promoter),
            "trainings": trainings_of(promoter),
            "guidances": guidance_of(promoter),
            "days_off": latest_days_off(promoter),
            "events": history_of(promoter)[:MOST_EVENTS],
            "on": on,
        }


class PromoterCreate(ScopedCreate):
    roles = KEEPERS
    form_class = PromoterNewForm
    title = _("New promoter")
    clause = "H7"
    cancel_url = reverse_lazy("promotions:promoter_list")

    def get_initial(self):
        actor = self.request.actor
        return {"rep": actor.user_id if actor.is_rep else None, "employed_on": timezone.localdate()}

    def act(self, cleaned):
        begins = PromoterStatus.PROBATION if cleaned.pop("on_probation") else PromoterStatus.ACTIVE
        return add_promoter(cleaned | {"status": begins}, actor=self.request.actor, at=timezone.now())


class OnePromoter(ScopedUpdate):
    """A form about one promoter; back to its page."""

    model = Promoter
    clause = "H7"

    def narrow(self, rows):
        return rows.select_related("rep", "center")

    def allowed_on(self, actor, obj) -> bool:
        return keeps_promoter(actor, obj)

    @property
    def cancel_url(self) -> str:
        return self.object.get_absolute_url()

    def get_done_url(self, made) -> str:
        return self.object.get_absolute_url()


class PromoterEdit(OnePromoter):
    form_class = PromoterForm

    def act(self, cleaned):
        return edit_promoter(
            self.object, cleaned, revision=self.seen_revision, actor=self.request.actor, at=timezone.now()
        )


class PromoterLeave(OnePromoter):
    form_class = LeaveForm
    title = _("The promoter leaves")

    def get_initial(self):
        return {"left_on": timezone.localdate()}

    def act(self, cleaned):
        return leave(
            self.object,
            left_on=cleaned["left_on"],
            why=cleaned["leaving_reason"],
            actor=self.request.actor,
            at=timezone.now(),
            reason=cleaned["note"],
        )


class PromoterComeBack(OnePromoter):
    form_class = ComeBackForm
    title = _("Employ again")

    def allowed_on(self, actor, obj) -> bool:
        return decides_on_promoter(actor, obj)

    def get_initial(self):
        return {"employed_on": timezone.localdate()}

    def act(self, cleaned):
        return come_back(
            self.object,
            on=cleaned["employed_on"],
            actor=self.request.actor,
            at=timezone.now(),
            reason=cleaned["reason"],
        )


@login_required
@require_POST
def promoter_confirm(request, pk):
    """The probation is over."""
    promoter = get_object_or_404(Promoter.objects.visible_to(request.actor), pk=pk)
    try:
        end_probation(promoter, actor=request.actor, at=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, gettext("%(name)s is employed.") % {"name": promoter})
    return redirect(promoter)
