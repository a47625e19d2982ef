"""Pages of places in stores, of staffing against the standard, and of a center's terms (handbook H7)."""

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from promotions.calc.vacancies import LEAST_MONTHS
from promotions.forms.promoters import AssignmentForm, EndAssignmentForm
from promotions.forms.staffing import HeadcountForm, TermsForm, wanted_in
from promotions.models import Assignment, PromoterTerms
from promotions.promoter_filters import StaffingFilter
from promotions.promoter_rules import keeps_promoter, sets_headcount, sets_terms
from promotions.promoter_tables import StaffingTable
from promotions.selectors.promoter_terms import terms_of
from promotions.selectors.staffing import (
    MONTHS_BACK,
    concerned,
    effects_on,
    headcount_on,
    staffing_totals,
    with_cost,
    with_staffing,
)
from promotions.services.assignments import assign, end_assignment
from promotions.services.headcount import set_headcount, set_terms
from promotions.views.promoters import OnePromoter
from salesops.accounts.choices import Role
from salesops.accounts.models import Center
from salesops.web.typed import day_in
from salesops.web.views import ActingForm, BackToPage, ScopedList, ScopedUpdate
from salesops.workflow.selectors.history import history_of
from stores.models import Store


class AssignmentAdd(OnePromoter):
    form_class = AssignmentForm
    title = gettext_lazy("Assign to a store")

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs() | {"promoter": self.object, "on": timezone.localdate()}
        return kwargs | {"instance": None}

    def act(self, cleaned):
        last_on = cleaned["last_on"]
        return assign(
            self.object,
            cleaned["store"],
            starts_on=cleaned["starts_on"],
            ends_on=last_on + timedelta(days=1) if last_on else None,
            share_percent=cleaned["share_percent"],
            actor=self.request.actor,
            at=timezone.now(),
        )


class AssignmentEnd(BackToPage, ScopedUpdate):
    model = Assignment
    form_class = EndAssignmentForm
    title = gettext_lazy("End at the store")
    clause = "H7"

    def narrow(self, rows):
        return rows.select_related("promoter", "store")

    def allowed_on(self, actor, obj) -> bool:
        return keeps_promoter(actor, obj.promoter)

    def get_initial(self):
        return {"last_on": timezone.localdate()}

    @property
    def cancel_url(self) -> str:
        return self.object.promoter.get_absolute_url()

    def act(self, cleaned):
        ends_on = cleaned["last_on"] + timedelta(days=1)
        return end_assignment(self.object, ends_on=ends_on, actor=self.request.actor, at=timezone.now())


class Staffing(ScopedList):
    """Stores against the headcount standard of a day; those with vacancies first."""

    model = Store
    table_class = StaffingTable
    filterset_class = StaffingFilter
    template_name = "promotions/staffing/staffing.html"
    title = gettext_lazy("Staffing")
    clause = "H7"
    export_name = gettext_lazy("staffing")

    @cached_property
    def on(self):
        return day_in(self.request.GET, "on") or timezone.localdate()

    @cached_property
    def standard(self):
        return headcount_on(self.on)

    def narrow(self, rows):
        effects = effects_on(self.on, self.request.actor.center_id)
        rows = concerned(with_staffing(rows.active(), self.on, self.standard))
        return with_cost(rows, effects).select_related("rep", "center").order_by("-missing_percent", "code")

    def get_table_kwargs(self):
        return super().get_table_kwargs() | {"exclude": () if self.request.actor.sees_all else ("center",)}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "totals": staffing_totals(self.object_list),
            "standard": self.standard,
            "may_set": sets_headcount(self.request.actor),
            "months": MONTHS_BACK,
            "least": LEAST_MONTHS,
        }


class HeadcountEdit(ActingForm):
    roles = frozenset({Role.HQ, Role.ADMIN})
    form_class = HeadcountForm
    template_name = "promotions/staffing/headcount.html"
    title = gettext_lazy("Headcount standard")
    clause = "H7"
    success_url = cancel_url = reverse_lazy("promotions:staffing")
    done_message = ""

    def get_form_kwargs(self):
        on = timezone.localdate()
        return super().get_form_kwargs() | {"now": headcount_on(on), "on": on}

    def act(self, cleaned):
        changed = set_headcount(
            wanted_in(cleaned),
            starts_on=cleaned["starts_on"],
            actor=self.request.actor,
            at=timezone.now(),
            reason=cleaned["reason"],
        )
        words = ngettext("%(count)s cell was changed.", "%(count)s cells were changed.", len(changed))
        messages.success(self.request, words % {"count": len(changed)})
        return changed


class TermsEdit(ScopedUpdate):
    model = PromoterTerms
    form_class = TermsForm
    template_name = "promotions/staffing/terms.html"
    clause = "H7"

    def get_object(self):
        centers = Center.objects.filter(is_active=True)
        actor = self.request.actor
        centers = centers if actor.sees_all else centers.filter(pk=actor.center_id)
        return terms_of(get_object_or_404(centers, pk=self.kwargs["center"]))

    def allowed_on(self, actor, obj) -> bool:
        return sets_terms(actor, obj)

    def get_title(self) -> str:
        return _("Terms of promoters in %(center)s") % {"center": self.object.center}

    success_url = cancel_url = reverse_lazy("promotions:promoter_list")

    def act(self, cleaned):
        return set_terms(self.object, cleaned, revision=self.seen_revision, actor=self.request.actor, at=timezone.now())

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"events": history_of(self.object)[:30] if self.object.pk else []}
