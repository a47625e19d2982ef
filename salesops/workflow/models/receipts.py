"""Forms that were taken, so that a second tap does nothing twice."""

from django.conf import settings
from django.db import models


class FormReceipt(models.Model):
    """One sent form by its client-made id, and the object that it made."""

    form_id = models.UUIDField(primary_key=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    object_type = models.CharField(max_length=60, blank=True)
    object_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.form_id)
