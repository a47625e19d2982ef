"""What a center finds important in an archive (handbook H2.2)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from salesops.accounts.models import Center


class CompletenessWeights(models.Model):
    """The weights of one center by the facts' keys, those of each archive with the sum 100; without a row the table
    of the program holds."""

    center = models.OneToOneField(Center, on_delete=models.CASCADE, related_name="+", verbose_name=_("center"))
    of_stores = models.JSONField(_("weights of stores"), default=dict)
    of_customers = models.JSONField(_("weights of customers"), default=dict)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("weights of completeness")
        verbose_name_plural = _("weights of completeness")

    def __str__(self) -> str:
        return f"{self.center}"
