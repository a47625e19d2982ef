"""The history of one object, as its page shows it (handbook H2.3)."""

from django.db import models
from django.db.models import QuerySet

from salesops.workflow.models import AuditEvent


def history_of(obj: models.Model) -> QuerySet[AuditEvent]:
    """Events of an object that the caller may see, newest first, with people and field changes. Two queries."""
    return (
        AuditEvent.objects.filter(object_type=obj._meta.label_lower, object_id=obj.pk)
        .select_related("actor", "on_behalf_of")
        .prefetch_related("changes")
        .order_by("-at", "-pk")
    )
