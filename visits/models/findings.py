"""Market reports and tasks (handbook H5.6, H5.7)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from salesops.accounts.models import Center
from salesops.accounts.scoping import ScopedModel
from stores.models import HandsetModel, Store
from visits.choices import ReportKind, ReportStatus, ReportStrength, TaskStatus
from visits.models.visits import Visit
from visits.querysets import TaskQuerySet


class MarketReport(ScopedModel):
    """What happens in the market, seen by a rep; marketing answers it by a deadline.

    Reports that tell the same stand behind one of them, their `lead`.
    """

    scope_rep = ("rep", "store__rep")

    client_id = models.UUIDField(unique=True)
    center = models.ForeignKey(Center, on_delete=models.PROTECT, related_name="+")
    rep = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("rep"))
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="market_reports", verbose_name=_("store"))
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, null=True, blank=True, related_name="market_reports")

    lead = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="members")
    kind = models.CharField(_("kind"), max_length=12, choices=ReportKind)
    competitor = models.CharField(_("competitor"), max_length=40, blank=True)
    model = models.ForeignKey(
        HandsetModel, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("model")
    )
    what = models.TextField(_("what happened"), max_length=1000)
    since_on = models.DateField(_("since"), null=True, blank=True)
    strength = models.CharField(_("strength"), max_length=8, choices=ReportStrength)
    suggestion = models.TextField(_("suggested response"), max_length=1000, blank=True)

    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    answer_due_on = models.DateField(_("answer due on"))
    status = models.CharField(_("status"), max_length=10, choices=ReportStatus, default=ReportStatus.NEW)
    revision = models.PositiveIntegerField(default=1, editable=False)
    reported_at = models.DateTimeField()

    class Meta:
        verbose_name = _("market report")
        verbose_name_plural = _("market reports")
        constraints = [
            models.CheckConstraint(name="visits_marketreport_kind_known", condition=Q(kind__in=ReportKind.values)),
            models.CheckConstraint(
                name="visits_marketreport_status_known", condition=Q(status__in=ReportStatus.values)
            ),
            models.CheckConstraint(
                name="visits_marketreport_answered_has_answer",
                condition=~Q(status=ReportStatus.ANSWERED) | ~Q(answer=""),
            ),
        ]
        indexes = [models.Index(fields=["center", "-reported_at"], name="visits_report_of_center")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.store_id}"

    def get_absolute_url(self) -> str:
        return reverse("visits:report_detail", args=[self.pk])


class Task(ScopedModel):
    """A next step with owner, due date, store and source; it appears in the next visit to the store."""

    scope_rep = ("rep", "store__rep")

    client_id = models.UUIDField(unique=True)
    center = models.ForeignKey(Center, on_delete=models.PROTECT, related_name="+")
    rep = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("owner")
    )
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="tasks", verbose_name=_("store"))
    title = models.CharField(_("what to do"), max_length=200)
    due_on = models.DateField(_("due on"))
    source = models.CharField(_("source"), max_length=60, blank=True)
    # What of its source it is about, such as the item of the image standard; the program looks for it there.
    about = models.CharField(max_length=80, blank=True, editable=False)
    source_url = models.CharField(max_length=200, blank=True)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, null=True, blank=True, related_name="tasks")

    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    done_in = models.ForeignKey(Visit, on_delete=models.SET_NULL, null=True, blank=True, related_name="tasks_done")
    outcome = models.CharField(_("outcome"), max_length=200, blank=True)
    status = models.CharField(_("status"), max_length=8, choices=TaskStatus, default=TaskStatus.OPEN)
    revision = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField()

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        constraints = [
            models.CheckConstraint(name="visits_task_status_known", condition=Q(status__in=TaskStatus.values)),
            models.CheckConstraint(
                name="visits_task_done_has_time",
                condition=Q(status=TaskStatus.DONE, done_at__isnull=False)
                | (~Q(status=TaskStatus.DONE) & Q(done_at__isnull=True)),
            ),
        ]
        indexes = [models.Index(fields=["rep", "status", "due_on"], name="visits_task_of_rep")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("visits:task_detail", args=[self.pk])
