"""What a store ordered in a visit (handbook H5.2)."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stores.models import HandsetModel
from visits.models.visits import Visit, VisitPart


class VisitOrder(VisitPart):
    """Units of one model that were agreed on, beside what the program suggested."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="orders")
    model = models.ForeignKey(HandsetModel, on_delete=models.PROTECT, related_name="+", verbose_name=_("model"))
    quantity = models.PositiveIntegerField(_("ordered"), validators=[MinValueValidator(1)])
    suggested = models.PositiveIntegerField(_("suggested"), null=True, blank=True)

    class Meta:
        verbose_name = _("order of a visit")
        verbose_name_plural = _("orders of visits")
        constraints = [
            models.UniqueConstraint(name="visits_visitorder_once", fields=["visit", "model"]),
            models.CheckConstraint(name="visits_visitorder_something", condition=Q(quantity__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.model_id}: {self.quantity}"
