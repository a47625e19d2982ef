"""States of an import, what becomes of its rows, and what files lists become (handbook H2.4)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RunState(models.TextChoices):
    UPLOADED = "uploaded", _("Uploaded")
    CHECKING = "checking", _("Being checked")
    CHECKED = "checked", _("Checked")
    IMPORTING = "importing", _("Being imported")
    IMPORTED = "imported", _("Imported")
    REFUSED = "refused", _("Refused")
    FAILED = "failed", _("Failed")
    DISCARDED = "discarded", _("Discarded")
    UNDOING = "undoing", _("Being undone")
    UNDONE = "undone", _("Undone")


class RowAction(models.TextChoices):
    CREATED = "created", _("New")
    CHANGED = "changed", _("Changed")
    UNCHANGED = "unchanged", _("Unchanged")
    ERROR = "error", _("Error")


class Severity(models.TextChoices):
    ERROR = "error", _("Error")
    NOTE = "note", _("Note")
    KEPT = "kept", _("Kept")


class FileKind(models.TextChoices):
    XLSX = "xlsx", _("Excel workbook")
    CSV = "csv", _("comma-separated text")
