"""Pages of visit standards and route parameters (handbook H4.1, H4.2)."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from salesops.accounts.models import User
from salesops.exchange.rules import may_import
from salesops.web.views import Page, ScopedUpdate
from salesops.workflow.selectors.history import history_of
from stores.choices import StoreClass
from visits.forms.standards import ParametersForm, StandardForm
from visits.models import RouteParameters, VisitStandard
from visits.rules import sets_visit_standards
from visits.selectors.routes import stores_to_visit
from visits.selectors.standards import (
    centers_seen_by,
    parameters_of,
    parameters_of_center,
    standards_of,
    standards_pages,
)
from visits.selectors.ways import coverage_of, measured_places
from visits.services.standards import edit_parameters, edit_standard


class StandardList(Page, TemplateView):
    template_name = "visits/standards/standard_list.html"
    title = gettext_lazy("Visit standards")
    clause = "H4.1"

    def get_context_data(self, **kwargs):
        actor = self.request.actor
        return super().get_context_data(**kwargs) | {
            "pages": standards_pages(actor),
            "may_set": actor.is_admin or actor.is_manager,
        }


class _Setting(ScopedUpdate):
    """What a center's manager and the admin set, and its history."""

    template_name = "visits/standards/setting_edit.html"
    success_url = cancel_url = reverse_lazy("visits:standard_list")

    def allowed_on(self, actor, obj) -> bool:
        return sets_visit_standards(actor, obj)

    def center(self):
        return get_object_or_404(centers_seen_by(self.request.actor), pk=self.kwargs["center"])

    def get_context_data(self, **kwargs):
        events = history_of(self.object) if self.object.pk else []
        context = {"events": events[:30], "may_import": may_import(self.request.actor)}
        return super().get_context_data(**kwargs) | context


class StandardEdit(_Setting):
    model = VisitStandard
    form_class = StandardForm
    clause = "H4.1"

    def get_object(self):
        if self.kwargs["store_class"] not in StoreClass.values:
            raise Http404
        return standards_of(self.center())[self.kwargs["store_class"]]

    def get_title(self) -> str:
        return _("Class %(name)s in %(center)s") % {"name": self.object.store_class, "center": self.object.center}

    def act(self, cleaned):
        seen = self.seen_revision
        return edit_standard(self.object, cleaned, revision=seen, actor=self.request.actor, at=timezone.now())


class _Parameters(_Setting):
    model = RouteParameters
    form_class = ParametersForm
    clause = "H4.2"

    def act(self, cleaned):
        seen = self.seen_revision
        return edit_parameters(self.object, cleaned, revision=seen, actor=self.request.actor, at=timezone.now())


class ParametersEdit(_Parameters):
    def get_object(self):
        reps = User.objects.visible_to(self.request.actor).reps().select_related("center")
        return parameters_of(get_object_or_404(reps, pk=self.kwargs["rep"]))

    def get_title(self) -> str:
        return _("The day of %(rep)s") % {"rep": self.object.rep}

    def get_context_data(self, **kwargs):
        rep = self.object.rep
        travel = coverage_of(rep, stores_to_visit(rep), self.object)
        return super().get_context_data(**kwargs) | {"travel": travel}


class CenterParametersEdit(_Parameters):
    def get_object(self):
        return parameters_of_center(self.center())

    def get_title(self) -> str:
        return _("The usual day of a rep in %(center)s") % {"center": self.object.center}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"places": measured_places(self.object.center)}
