"""Progress of jobs as rows that a person can see."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from salesops.workflow.choices import JobState


class JobRun(models.Model):
    """One run of a named job over one subject (a month, a rep), with its progress.

    A subject that keeps failing is listed by its `message`; `attempts` bounds the tries.
    """

    job = models.CharField(max_length=60)
    subject = models.CharField(max_length=120, blank=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    message = models.TextField(blank=True)

    state = models.CharField(_("state"), max_length=10, choices=JobState, default=JobState.WAITING)
    started_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="workflow_jobrun_one_per_subject", fields=["job", "subject"]),
            models.CheckConstraint(name="workflow_jobrun_state_known", condition=Q(state__in=JobState.values)),
            models.CheckConstraint(name="workflow_jobrun_done_in_total", condition=Q(done__lte=F("total"))),
        ]

    def __str__(self) -> str:
        return f"{self.job} {self.subject}"

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 0
