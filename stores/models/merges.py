"""Merges of two archives, kept so exactly that they can be undone (handbook H2.2, H2.3)."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from salesops.accounts.models import Center
from salesops.accounts.scoping import ScopedModel
from stores.choices import ArchiveKind


class MergeRecord(ScopedModel):
    """One store or customer merged into another one: by whom, why, and what both were before.

    `gone_before` and `kept_before` hold the fields that the merge changed, with their old and new values.
    """

    scope_rep = ()

    kind = models.CharField(_("kind"), max_length=8, choices=ArchiveKind)
    center = models.ForeignKey(Center, on_delete=models.PROTECT, related_name="+", verbose_name=_("center"))
    gone_id = models.PositiveBigIntegerField()
    kept_id = models.PositiveBigIntegerField()
    gone_name = models.CharField(_("merged"), max_length=170)
    kept_name = models.CharField(_("into"), max_length=170)
    gone_changes = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    kept_changes = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    reason = models.CharField(_("reason"), max_length=200)
    merged_at = models.DateTimeField(_("merged at"))
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("merged by")
    )
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("undone by")
    )
    undo_reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        constraints = [
            models.UniqueConstraint(
                name="stores_mergerecord_one_in_force", fields=["kind", "gone_id"], condition=Q(undone_at__isnull=True)
            ),
            models.CheckConstraint(name="stores_mergerecord_kind_known", condition=Q(kind__in=ArchiveKind.values)),
            models.CheckConstraint(name="stores_mergerecord_two", condition=~Q(gone_id=F("kept_id"))),
            models.CheckConstraint(name="stores_mergerecord_has_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="stores_mergerecord_undone_with_reason",
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False) & ~Q(undo_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gone_name} → {self.kept_name}"

    def get_absolute_url(self) -> str:
        return reverse("stores:merge_detail", args=[self.pk])


class MergedRows(ScopedModel):
    """What a merge did to the rows of one relation: ids that moved, fields that changed, rows that were removed.

    `changed` is `{id: {field: [before, after]}}`; `removed` holds whole rows by column.
    """

    scope_center = "record__center"
    scope_rep = ()

    record = models.ForeignKey(MergeRecord, on_delete=models.CASCADE, related_name="parts")
    relation = models.CharField(max_length=80)
    moved = models.JSONField(default=list)
    changed = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    removed = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    stayed = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="stores_mergedrows_once", fields=["record", "relation"]),
        ]

    def __str__(self) -> str:
        return f"{self.relation}: {len(self.moved)}"
