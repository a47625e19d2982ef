"""Pages of amendments, shifts and versions of a plan (handbook H8.4)."""

from django.db.models import Count, F, Sum
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dealers.amendment_filters import AmendmentFilter
from dealers.amendment_rules import writes_amendment
from dealers.amendment_tables import AmendmentTable
from dealers.forms.amendments import AmendForm, AmendmentLineForm, ShiftForm
from dealers.models import PlanAmendment, ProfitPlan
from dealers.selectors.amendments import amendment_page, versions_beside
from dealers.selectors.versions_export import file_name, sheets_of
from dealers.services.amendments import Move, open_amendment, set_numbers, shift_units
from dealers.views.lines import PlanPartCreate
from salesops.exchange.writer import workbook_response
from salesops.web.views import ScopedCreate, ScopedDetail, ScopedList, door
from salesops.workflow.selectors.history import history_of

HISTORY_SHOWN = 50


class AmendmentList(ScopedList):
    model = PlanAmendment
    table_class = AmendmentTable
    filterset_class = AmendmentFilter
    title = _("Amendments of plans")
    clause = "H8.4"
    export_name = _("Amendments of plans")

    def narrow(self, rows):
        rows = rows.select_related("plan__customer", "plan__rep")
        rows = rows.annotate(
            changed=Count("lines"), difference=Sum(F("lines__after_quantity") - F("lines__before_quantity"))
        )
        return rows.order_by("-pk")


class AmendmentDetail(ScopedDetail):
    """The plan's lines with the new quantities beside them; while it is in work, with a field for each."""

    model = PlanAmendment
    template_name = "dealers/amendments/amendment_detail.html"
    clause = "H8.4"

    def narrow(self, rows):
        return rows.select_related("plan__customer", "plan__center", "plan__rep")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "page": amendment_page(self.object, self.request.actor),
            "events": history_of(self.object)[:HISTORY_SHOWN],
        }


class PlanVersions(ScopedDetail):
    model = ProfitPlan
    template_name = "dealers/amendments/plan_versions.html"
    clause = "H8.4"

    def narrow(self, rows):
        return rows.select_related("customer", "center", "rep")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"beside": versions_beside(self.object, self.request.actor)}


class PlanVersionsExport(PlanVersions):
    """The same side by side as a workbook."""

    def get(self, request, *args, **kwargs):
        beside = versions_beside(self.get_object(), request.actor)
        return workbook_response(file_name(beside), sheets_of(beside))


class PlanAmend(PlanPartCreate):
    form_class = AmendForm
    title = _("Amend the plan")
    clause = "H8.4"
    submit_label = _("Begin the amendment")

    def act(self, cleaned):
        return open_amendment(self.plan, **cleaned, actor=self.request.actor, at=timezone.now())

    def get_done_url(self, made) -> str:
        return made.get_absolute_url()


class PlanShift(PlanPartCreate):
    form_class = ShiftForm
    title = _("Shift units between stores")
    clause = "H8.4"
    submit_label = _("Shift")
    done_message = _("The units are shifted; the plan has a new version.")

    def act(self, cleaned):
        reason = cleaned.pop("reason")
        return shift_units(self.plan, Move(**cleaned), actor=self.request.actor, at=timezone.now(), reason=reason)


class AmendmentLineAdd(ScopedCreate):
    """404 for who does not see the amendment, 403 for who does not write it."""

    form_class = AmendmentLineForm
    title = _("Plan another model")
    clause = "H8.4"
    submit_label = _("Add")

    def setup(self, request, *args, **kwargs) -> None:
        super().setup(request, *args, **kwargs)
        self.amendment = None

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            amendments = PlanAmendment.objects.visible_to(request.actor).select_related("plan__customer")
            self.amendment = get_object_or_404(amendments, pk=kwargs["pk"])
            door(request, writes_amendment, self.amendment)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"plan": self.amendment.plan}

    def act(self, cleaned):
        numbers = {(cleaned["store"].pk, cleaned["model"].pk): cleaned["units"]}
        return set_numbers(self.amendment, numbers, actor=self.request.actor, at=timezone.now())

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"cancel_url": self.amendment.get_absolute_url()}
