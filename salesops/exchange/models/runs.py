"""Imports as rows: the file, how far the work is, what was found (handbook H2.4)."""

from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from salesops.accounts.scoping import ScopedModel
from salesops.exchange.choices import RowAction, RunState, Severity

_STATES_AT_WORK = {RunState.UPLOADED, RunState.CHECKING, RunState.IMPORTING, RunState.UNDOING}
_STATES_WRITTEN = (RunState.IMPORTED, RunState.UNDOING, RunState.UNDONE)


def private_path(run: "ImportRun", file_name: str) -> str:
    """A name of our own: what the user called the file never becomes a path."""
    return f"imports/{run.created_at:%Y/%m}/{uuid4().hex}{Path(file_name).suffix.lower()[:5]}"


class ImportRun(ScopedModel):
    """One uploaded file on its way: checked, then imported as a whole or by its good rows, or not."""

    scope_center = "started_by__center"
    scope_rep = ("started_by",)

    kind = models.CharField(_("kind"), max_length=40)
    file = models.FileField(upload_to=private_path, max_length=120)
    file_name = models.CharField(_("file"), max_length=255)
    sha256 = models.CharField(max_length=64)
    size_bytes = models.PositiveBigIntegerField()

    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("started by"),
    )
    job = models.CharField(max_length=60, blank=True)

    good_rows_only = models.BooleanField(default=False)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    sheet_name = models.CharField(max_length=255, blank=True)
    row_count = models.PositiveIntegerField(_("rows"), default=0)
    created_count = models.PositiveIntegerField(_("new"), default=0)
    changed_count = models.PositiveIntegerField(_("changed"), default=0)
    unchanged_count = models.PositiveIntegerField(_("unchanged"), default=0)
    error_count = models.PositiveIntegerField(_("rows with errors"), default=0)
    note_count = models.PositiveIntegerField(_("notes"), default=0)

    state = models.CharField(_("state"), max_length=10, choices=RunState, default=RunState.UPLOADED)
    message_code = models.CharField(max_length=40, blank=True)
    message_params = models.JSONField(default=dict, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)

    created_at = models.DateTimeField(_("uploaded at"))
    heartbeat_at = models.DateTimeField()
    imported_at = models.DateTimeField(_("imported at"), null=True)

    class Meta:
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="exchange_run_newest"),
            models.Index(fields=["kind", "sha256"], name="exchange_run_of_file"),
        ]
        constraints = [
            models.CheckConstraint(name="exchange_run_state_known", condition=Q(state__in=RunState.values)),
            models.CheckConstraint(
                name="exchange_run_somebody_or_a_job",
                condition=(Q(started_by__isnull=False) & Q(job="")) | (Q(started_by__isnull=True) & ~Q(job="")),
            ),
            models.CheckConstraint(
                name="exchange_run_rows_tally",
                condition=Q(
                    row_count=F("created_count") + F("changed_count") + F("unchanged_count") + F("error_count")
                ),
            ),
            models.CheckConstraint(
                name="exchange_run_imported_has_time",
                condition=Q(state__in=_STATES_WRITTEN, imported_at__isnull=False)
                | (~Q(state__in=_STATES_WRITTEN) & Q(imported_at__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("exchange:import_detail", args=[self.pk])

    @property
    def is_at_work(self) -> bool:
        return self.state in _STATES_AT_WORK

    @property
    def good_count(self) -> int:
        """The rows that an import would write."""
        return self.created_count + self.changed_count

    @property
    def told_reason(self) -> str:
        """What the history of each object says of the import: its file, and why."""
        return f"{self.file_name}: {self.reason}" if self.reason else self.file_name

    @property
    def is_importable(self) -> bool:
        return self.state == RunState.CHECKED and self.good_count > 0


class ImportIssue(ScopedModel):
    """One refusal or note at a row of the file, as a code, so that each reader gets its own language.

    Of very bad files only the first some thousand are kept; the run has the full count.
    """

    scope_center = "run__started_by__center"
    scope_rep = ("run__started_by",)

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="issues")
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=60, blank=True)
    severity = models.CharField(max_length=5, choices=Severity)
    code = models.CharField(max_length=40)
    params = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["run", "severity", "row", "id"], name="exchange_issue_in_order")]
        constraints = [
            models.CheckConstraint(name="exchange_issue_severity_known", condition=Q(severity__in=Severity.values)),
        ]

    def __str__(self) -> str:
        return f"{self.row} {self.column}: {self.code}"


class ImportChange(ScopedModel):
    """What would become of one row, for the preview; a sample, as the counts are on the run."""

    scope_center = "run__started_by__center"
    scope_rep = ("run__started_by",)

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="changes")
    row = models.PositiveIntegerField()
    action = models.CharField(max_length=9, choices=RowAction)
    subject = models.CharField(max_length=200, blank=True)
    fields = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["run", "row"], name="exchange_change_in_order")]
        constraints = [
            models.CheckConstraint(name="exchange_change_action_known", condition=Q(action__in=RowAction.values)),
        ]

    def __str__(self) -> str:
        return f"{self.row}: {self.action}"
