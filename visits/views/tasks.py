"""Pages of tasks: what is to be done at which store, by whom, until when (handbook H5.7)."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from salesops.errors import DomainError
from salesops.web.htmx import answer
from salesops.web.typed import text_in
from salesops.web.views import ScopedDetail, ScopedList, ScopedUpdate
from salesops.workflow.selectors.history import history_of
from visits import rules
from visits.choices import TaskStatus
from visits.filters import TaskFilter
from visits.forms.findings import HandOverTaskForm
from visits.models import Task
from visits.selectors.findings import with_overdue
from visits.services.tasks import drop_task, finish_task, hand_over_task
from visits.tables import TaskTable

FRAGMENT = "visits/tasks/_task_status.html"


class TaskList(ScopedList):
    """Without a filter the open ones, what is due first in front."""

    model = Task
    table_class = TaskTable
    filterset_class = TaskFilter
    title = _("Tasks")
    clause = "H5.7"
    export_name = _("Tasks")

    def narrow(self, rows):
        return with_overdue(rows, timezone.localdate()).order_by("due_on", "pk")

    def get_filterset(self, rows):
        asked = self.request.GET.copy()
        asked.setdefault("due", "open")
        return self.filterset_class(asked, queryset=rows, request=self.request)


class TaskDetail(ScopedDetail):
    model = Task
    template_name = "visits/tasks/task_detail.html"
    clause = "H5.7"

    def narrow(self, rows):
        return with_overdue(rows, timezone.localdate())

    def get_context_data(self, **kwargs):
        events = history_of(self.object)[:30]
        return super().get_context_data(**kwargs) | _context(self.request, self.object) | {"events": events}


class TaskHandOver(ScopedUpdate):
    """The manager gives a task to another rep of the center."""

    model = Task
    form_class = HandOverTaskForm
    title = _("Hand over a task")
    clause = "H5.7"
    submit_label = _("Hand over")

    def allowed_on(self, actor, obj):
        return rules.hands_over_task(actor, obj)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"task": self.object}

    def act(self, cleaned):
        return hand_over_task(
            self.object,
            rep=cleaned["rep"],
            revision=self.seen_revision,
            reason=cleaned["reason"],
            actor=self.request.actor,
            at=timezone.now(),
        )


@login_required
@require_POST
def task_finish(request, pk):
    outcome = text_in(request.POST, "outcome", 200)
    return _move(request, pk, lambda task: finish_task(task, outcome=outcome, actor=request.actor, at=timezone.now()))


@login_required
@require_POST
def task_drop(request, pk):
    reason = text_in(request.POST, "reason", 200)
    return _move(request, pk, lambda task: drop_task(task, reason=reason, actor=request.actor, at=timezone.now()))


def _move(request: HttpRequest, pk: int, move: Callable[[Task], Task]) -> HttpResponse:
    task = get_object_or_404(_tasks(request), pk=pk)
    try:
        move(task)
    except DomainError as refusal:
        return answer(request, FRAGMENT, _context(request, task) | {"refusal": str(refusal)}, status=409)
    task = _tasks(request).get(pk=pk)
    return answer(request, FRAGMENT, _context(request, task), to=task, trigger="task-changed")


def _tasks(request: HttpRequest):
    return with_overdue(Task.objects.visible_to(request.actor), timezone.localdate())


def _context(request: HttpRequest, task: Task) -> dict:
    is_open = task.status == TaskStatus.OPEN
    return {
        "task": task,
        "may_act": is_open and rules.works_on_task(request.actor, task),
        "may_hand_over": is_open and rules.hands_over_task(request.actor, task),
    }
