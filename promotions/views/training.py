"""The matrix of courses, courses and sessions (handbook H7)."""

from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from promotions.appraisal_rules import SETTERS, gives_training, keeps_session, sets_courses
from promotions.forms.training import CourseForm, ScoresForm, SessionForm, scores_in
from promotions.models import Course, Promoter, TrainingSession
from promotions.promoter_filters import SheetFilter
from promotions.promoter_rules import KEEPERS
from promotions.selectors.training import matrix_columns, matrix_lines, matrix_of, results_of, sessions_of
from promotions.services.training import add_course, edit_course, hold_session, set_scores
from salesops.exchange.writer import xlsx_response
from salesops.web.views import BackToPage, Page, ScopedCreate, ScopedDetail, ScopedUpdate
from salesops.workflow.selectors.history import history_of

LATEST_SESSIONS = 20
MOST_EVENTS = 30


class TrainingMatrix(Page, TemplateView):
    """Who has done which course, who is due, with which score."""

    template_name = "promotions/training/matrix.html"
    title = _("Training")
    clause = "H7"

    def get(self, request, *args, **kwargs):
        if request.GET.get("export") == "xlsx":
            return xlsx_response(_("Training"), matrix_columns(self.matrix), matrix_lines(self.matrix))
        return super().get(request, *args, **kwargs)

    @cached_property
    def filter(self):
        rows = Promoter.objects.visible_to(self.request.actor)
        return SheetFilter(self.request.GET, queryset=rows, request=self.request)

    @cached_property
    def matrix(self):
        return matrix_of(self.filter.qs, timezone.localdate())

    def get_context_data(self, **kwargs):
        actor = self.request.actor
        return super().get_context_data(**kwargs) | {
            "filter": self.filter,
            "matrix": self.matrix,
            "sessions": sessions_of(actor, LATEST_SESSIONS),
            "may_give": gives_training(actor),
            "may_set": sets_courses(actor),
            "retired": Course.objects.filter(is_active=False).order_by("name") if sets_courses(actor) else [],
        }


class CourseCreate(ScopedCreate):
    roles = SETTERS
    form_class = CourseForm
    title = _("New course")
    clause = "H7"
    success_url = cancel_url = reverse_lazy("promotions:training")

    def get_initial(self):
        return {"required_from": timezone.localdate()}

    def act(self, cleaned):
        return add_course(cleaned, actor=self.request.actor, at=timezone.now())


class CourseEdit(ScopedUpdate):
    roles = SETTERS
    model = Course
    form_class = CourseForm
    clause = "H7"
    success_url = cancel_url = reverse_lazy("promotions:training")

    def act(self, cleaned):
        return edit_course(
            self.object, cleaned, revision=self.seen_revision, actor=self.request.actor, at=timezone.now()
        )


class SessionCreate(ScopedCreate):
    roles = KEEPERS
    form_class = SessionForm
    title = _("New session")
    clause = "H7"
    cancel_url = reverse_lazy("promotions:training")

    def get_initial(self):
        return {"held_on": timezone.localdate()}

    def act(self, cleaned):
        return hold_session(
            cleaned["course"],
            cleaned["promoters"],
            held_on=cleaned["held_on"],
            note=cleaned["note"],
            actor=self.request.actor,
            at=timezone.now(),
        )

    def get_done_url(self, made) -> str:
        return reverse("promotions:session_scores", args=[made.pk])


class SessionDetail(ScopedDetail):
    model = TrainingSession
    template_name = "promotions/training/session_detail.html"
    clause = "H7"

    def narrow(self, rows):
        return rows.select_related("course", "center", "held_by")

    def get_context_data(self, **kwargs):
        actor = self.request.actor
        return super().get_context_data(**kwargs) | {
            "results": results_of(self.object, actor),
            "may_keep": keeps_session(actor, self.object),
            "events": history_of(self.object)[:MOST_EVENTS],
        }


class SessionScores(BackToPage, ScopedUpdate):
    model = TrainingSession
    form_class = ScoresForm
    title = _("Enter the scores")
    clause = "H7"

    def narrow(self, rows):
        return rows.select_related("course")

    def allowed_on(self, actor, obj) -> bool:
        return keeps_session(actor, obj)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"results": results_of(self.object, self.request.actor)}

    def act(self, cleaned):
        return set_scores(self.object, scores_in(cleaned), actor=self.request.actor, at=timezone.now())
