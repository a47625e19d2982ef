"""Changes of many stores or customers at once: typed, previewed, made, undone (handbook H2.3)."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from salesops.accounts.scoping import ScopedModel
from stores.choices import BULK_AT_WORK, ArchiveKind, BulkStatus
from stores.models.customers import Customer
from stores.models.stores import Store


class BulkEdit(ScopedModel):
    """New values for many objects, as one person typed them; it is that person's to make and to undo."""

    scope_center = "made_by__center"
    scope_rep = ("made_by",)

    subject = models.CharField(max_length=10, choices=ArchiveKind)
    values = models.JSONField(encoder=DjangoJSONEncoder)
    reason = models.CharField(_("reason"), max_length=200)

    # Too many for one request: previewed, made and undone by jobs.
    is_long = models.BooleanField(default=False, editable=False)
    only_possible = models.BooleanField(default=False, editable=False)
    # By kind of verdict how many, and the first lines; counted by the last job.
    counted = models.JSONField(null=True, editable=False)

    status = models.CharField(_("status"), max_length=10, choices=BulkStatus, default=BulkStatus.PREVIEWED)
    revision = models.PositiveIntegerField(default=1, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="stores_bulk_subject_known", condition=Q(subject__in=ArchiveKind.values)),
            models.CheckConstraint(name="stores_bulk_status_known", condition=Q(status__in=BulkStatus.values)),
        ]

    def __str__(self) -> str:
        return self.reason

    def get_absolute_url(self) -> str:
        return reverse("stores:bulk_detail", args=[self.pk])

    @property
    def is_at_work(self) -> bool:
        return self.status in BULK_AT_WORK


class BulkLine(ScopedModel):
    """One object of a bulk edit: the revision that was seen, then what stood before and the revision made."""

    scope_center = "edit__made_by__center"
    scope_rep = ("edit__made_by",)

    edit = models.ForeignKey(BulkEdit, on_delete=models.CASCADE, related_name="lines")
    store = models.ForeignKey(Store, on_delete=models.CASCADE, null=True, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, null=True, related_name="+")
    seen_revision = models.PositiveIntegerField()
    former = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    made_revision = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="stores_bulkline_store_once", fields=["edit", "store"]),
            models.UniqueConstraint(name="stores_bulkline_customer_once", fields=["edit", "customer"]),
            models.CheckConstraint(
                name="stores_bulkline_one_object",
                condition=Q(store__isnull=False, customer__isnull=True) | Q(store__isnull=True, customer__isnull=False),
            ),
            models.CheckConstraint(
                name="stores_bulkline_made_whole",
                condition=Q(former__isnull=True, made_revision__isnull=True)
                | Q(former__isnull=False, made_revision__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edit_id}: {self.object_id}"

    @property
    def object_id(self) -> int:
        return self.store_id or self.customer_id
