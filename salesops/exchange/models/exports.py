"""Lists as files that take longer to write than a request may: who asked, for what, and where the file lies (H2.4)."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from salesops.exchange.choices import FileKind


def private_export_path(export: "ExportRun") -> str:
    """A name that nobody guesses; the file is only given out through its row."""
    return f"exports/{export.created_at:%Y/%m}/{uuid4().hex}.{export.kind}"


class ExportRun(models.Model):
    """One list of one person, ordered as a file. How far the work is says its `JobRun`.

    `rights` is the role and center in which the person ordered it: who changes either loses what it saw before.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    rights = models.CharField(max_length=40)

    title = models.CharField(max_length=120)
    path = models.CharField(max_length=200)
    query = models.TextField(blank=True)
    kind = models.CharField(_("kind"), max_length=4, choices=FileKind)
    language = models.CharField(max_length=10)
    row_count = models.PositiveIntegerField(_("rows"))

    file = models.FileField(max_length=120, blank=True)
    size_bytes = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["owner", "-created_at"], name="exchange_export_of_owner"),
            models.Index(fields=["expires_at"], name="exchange_export_expired"),
        ]
        constraints = [
            models.CheckConstraint(name="exchange_export_kind_known", condition=models.Q(kind__in=FileKind.values))
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def file_name(self) -> str:
        return f"{self.title}.{self.kind}"
