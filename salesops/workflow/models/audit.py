"""The audit trail: who moved or changed what, when and why (handbook H2.3, H8)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from salesops.accounts.actor import Actor


class AuditEvent(models.Model):
    """One deed on one object; append-only, by a database trigger too.

    Who may see the object may see its events: pages load them by `about(obj)`.
    """

    object_type = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    step = models.CharField(max_length=40)
    before = models.CharField(max_length=40, blank=True)
    after = models.CharField(max_length=40, blank=True)
    reason = models.TextField(_("reason"), blank=True)

    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    on_behalf_of = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    job = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["object_type", "object_id", "at"], name="workflow_event_of_object")]
        constraints = [
            models.CheckConstraint(
                name="workflow_event_somebody_or_a_job",
                condition=(Q(actor__isnull=False) & Q(job="")) | (Q(actor__isnull=True) & ~Q(job="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.object_type} {self.object_id}: {self.step}"

    @classmethod
    def record(
        cls,
        obj: models.Model,
        step: str,
        *,
        actor: Actor,
        at,
        before: str = "",
        after: str = "",
        reason: str = "",
    ) -> "AuditEvent":
        """Write down a deed in the transaction that does it."""
        return cls.objects.create(
            object_type=obj._meta.label_lower,
            object_id=obj.pk,
            step=step,
            before=before,
            after=after,
            reason=reason,
            actor_id=actor.user_id,
            on_behalf_of_id=actor.on_behalf_of(getattr(obj, "rep_id", None)),
            job=actor.job,
            at=at,
        )


class FieldChange(models.Model):
    """One field's old and new value under an event: codes of choices, names of related rows, else the value.

    `readable` shows them in the reader's language; what was recorded as a label once is shown as it is.
    """

    event = models.ForeignKey(AuditEvent, on_delete=models.PROTECT, related_name="changes", db_index=False)
    field = models.CharField(max_length=60)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="workflow_fieldchange_once", fields=["event", "field"]),
        ]

    def __str__(self) -> str:
        return f"{self.field}: {self.before} → {self.after}"
