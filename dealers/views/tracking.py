"""Pages of the weekly tracking (handbook H8.3)."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from dealers.calc.tracking import is_mid_month, week_before
from dealers.forms.tracking import AnswerForm, TrackingTermsForm
from dealers.models import PlanWeek, TrackedLine, TrackingTerms
from dealers.selectors.evaluation_terms import centers_weighed_by
from dealers.selectors.tracking import desk_of, latest_week, week_page
from dealers.selectors.tracking_export import file_name, sheets_of
from dealers.selectors.tracking_terms import tracking_terms_of
from dealers.services.tracking_answers import answer_line, set_tracking_terms
from dealers.tracking_filters import PlanWeekFilter, TrackedLineFilter
from dealers.tracking_rules import answers_line, sets_tracking_terms
from dealers.tracking_tables import PlanWeekTable, TrackedLineTable, complete_lines, complete_weeks
from salesops.accounts.models import Center
from salesops.exchange.writer import workbook_response
from salesops.web.views import ScopedDetail, ScopedList, ScopedUpdate
from salesops.workflow.selectors.history import history_of
from stores.choices import CustomerKind

HISTORY_SHOWN = 50


class TrackingList(ScopedList):
    """Plans by week; above them the reps of the last week, whose lines wait for a cause."""

    model = PlanWeek
    table_class = PlanWeekTable
    filterset_class = PlanWeekFilter
    template_name = "dealers/tracking/tracking_list.html"
    title = gettext_lazy("Weekly tracking")
    clause = "H8.3"
    export_name = gettext_lazy("Weekly tracking")

    def narrow(self, rows):
        rows = rows.select_related("plan__customer", "plan__rep").with_open_lines()
        return rows.order_by("-week_on", "plan__customer__code", "pk")

    def get_table_kwargs(self):
        return super().get_table_kwargs() | {"on": timezone.localdate()}

    def get_table(self, **kwargs):
        table = super().get_table(**kwargs)
        self.complete([row.record for row in table.paginated_rows])
        return table

    def complete(self, records) -> None:
        complete_weeks(records)

    def get_context_data(self, **kwargs):
        actor = self.request.actor
        week = latest_week(actor)
        weeks = PlanWeek.objects.visible_to(actor).of_week(week) if week else PlanWeek.objects.none()
        return super().get_context_data(**kwargs) | {
            "week": week,
            "desk": desk_of(weeks) if week and not actor.is_rep else [],
            "drawn": centers_weighed_by(actor),
        }


class TrackingDetail(ScopedDetail):
    model = PlanWeek
    template_name = "dealers/tracking/tracking_detail.html"
    clause = "H8.3"

    def narrow(self, rows):
        return rows.select_related("plan__customer", "plan__center", "plan__rep")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "page": week_page(self.object, self.request.actor, timezone.localdate()),
            "is_interim": self.object.plan.customer.kind == CustomerKind.DEALER and is_mid_month(self.object.week_on),
            "events": history_of(self.object)[:HISTORY_SHOWN],
        }


@login_required
@require_safe
def tracking_export(request, pk):
    weeks = PlanWeek.objects.visible_to(request.actor).select_related("plan__customer", "plan__rep")
    week = get_object_or_404(weeks, pk=pk)
    return workbook_response(file_name(week), sheets_of(week_page(week, request.actor, timezone.localdate())))


class TrackedLineList(ScopedList):
    """Every line that was far behind in its week, or that was answered."""

    model = TrackedLine
    table_class = TrackedLineTable
    filterset_class = TrackedLineFilter
    title = gettext_lazy("Lines far behind")
    clause = "H8.3"
    export_name = gettext_lazy("Lines far behind")

    def narrow(self, rows):
        rows = rows.telling().select_related("week__plan__customer", "week__plan__rep", "store", "model")
        return rows.order_by("-week__week_on", "store__code", "model__code", "pk")

    def get_table(self, **kwargs):
        table = super().get_table(**kwargs)
        self.complete([row.record for row in table.paginated_rows])
        return table

    def complete(self, records) -> None:
        complete_lines(records)
        week = week_before(timezone.localdate())
        for line in records:
            line.can_answer = line.week.week_on >= week and answers_line(self.request.actor, line)


class TrackedLineAnswer(ScopedUpdate):
    """The cause of a line that is far behind, and what is done about it."""

    model = TrackedLine
    form_class = AnswerForm
    template_name = "dealers/tracking/answer_form.html"
    clause = "H8.3"

    def narrow(self, rows):
        return rows.select_related("week__plan__customer", "store", "model")

    def allowed_on(self, actor, obj) -> bool:
        return answers_line(actor, obj)

    def get_title(self) -> str:
        return str(self.object)

    def get_initial(self):
        line = self.object
        return {"cause": line.cause, "remark": line.remark, "action": line.action, "action_due_on": line.action_due_on}

    @property
    def cancel_url(self) -> str:
        return self.object.get_absolute_url()

    def act(self, cleaned):
        who = {"revision": self.seen_revision, "actor": self.request.actor, "at": timezone.now()}
        return answer_line(self.object, **cleaned, **who)

    def get_context_data(self, **kwargs):
        complete_lines([self.object])
        return super().get_context_data(**kwargs) | {"line": self.object, "standing": self.object.standing}


class TrackingTermsEdit(ScopedUpdate):
    model = TrackingTerms
    form_class = TrackingTermsForm
    template_name = "dealers/tracking/terms.html"
    clause = "H8.3"
    success_url = cancel_url = reverse_lazy("dealers:tracking_list")

    def get_object(self):
        centers, actor = Center.objects.filter(is_active=True), self.request.actor
        centers = centers if actor.sees_all else centers.filter(pk=actor.center_id)
        return tracking_terms_of(get_object_or_404(centers, pk=self.kwargs["center"]))

    def allowed_on(self, actor, obj) -> bool:
        return sets_tracking_terms(actor, obj)

    def get_title(self) -> str:
        return _("Lines of the weekly tracking in %(center)s") % {"center": self.object.center}

    def act(self, cleaned):
        return set_tracking_terms(
            self.object, cleaned, revision=self.seen_revision, actor=self.request.actor, at=timezone.now()
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "events": history_of(self.object)[:HISTORY_SHOWN] if self.object.pk else []
        }
