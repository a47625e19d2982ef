"""What an import did, object by object, so that it can be taken back (handbook H2.4)."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from salesops.accounts.scoping import ScopedModel
from salesops.exchange.choices import RowAction
from salesops.exchange.models.runs import ImportRun

# What must still stand of an object that the import took away: nothing.
REMOVED = {"id": None}


class ImportEffect(ScopedModel):
    """One object that a row of the file made or changed, with raw values by field before and after.

    `after` is what must still stand when the import is undone; `revision` is the one that the import
    left, for objects that have revisions.
    """

    scope_center = "run__started_by__center"
    scope_rep = ("run__started_by",)

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="effects")
    row = models.PositiveIntegerField()
    object_type = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    action = models.CharField(max_length=9, choices=RowAction)
    subject = models.CharField(max_length=200, blank=True)
    revision = models.PositiveIntegerField(null=True)
    before = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    after = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="exchange_effect_once", fields=["run", "object_type", "object_id"]),
            models.CheckConstraint(
                name="exchange_effect_made_or_changed",
                condition=Q(action__in=[RowAction.CREATED, RowAction.CHANGED]),
            ),
        ]

    @property
    def has_removed(self) -> bool:
        return self.after == REMOVED

    def __str__(self) -> str:
        return f"{self.row}: {self.action} {self.object_type} {self.object_id}"


class ImportUndo(ScopedModel):
    """Who wants an import undone and why, and what came of it."""

    scope_center = "run__started_by__center"
    scope_rep = ("run__started_by",)

    run = models.OneToOneField(ImportRun, on_delete=models.CASCADE, related_name="undo")
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    job = models.CharField(max_length=60, blank=True)
    reason = models.CharField(_("reason"), max_length=200)
    possible_only = models.BooleanField(default=False)
    requested_at = models.DateTimeField()

    undone_at = models.DateTimeField(null=True)
    removed_count = models.PositiveIntegerField(default=0)
    restored_count = models.PositiveIntegerField(default=0)
    kept_count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="exchange_undo_somebody_or_a_job",
                condition=(Q(requested_by__isnull=False) & Q(job="")) | (Q(requested_by__isnull=True) & ~Q(job="")),
            ),
            models.CheckConstraint(name="exchange_undo_has_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.run_id}: {self.reason}"
