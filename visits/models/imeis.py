"""Handsets that a visit found sold, by their IMEI (handbook H2.5, H5.2)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stores.models import Sku
from visits.choices import ImeiState
from visits.models.visits import Visit, VisitPart


class VisitImei(VisitPart):
    """One number that was scanned or typed beside a SKU, and what became of it; it never holds up its visit."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="imeis")
    sku = models.ForeignKey(Sku, on_delete=models.PROTECT, related_name="+")
    # As it was said: what is no IMEI is kept too, to be looked at.
    imei = models.CharField("IMEI", max_length=20)
    state = models.CharField(_("what became of it"), max_length=8, choices=ImeiState, default=ImeiState.KEPT)

    class Meta:
        verbose_name = _("IMEI of a visit")
        verbose_name_plural = _("IMEIs of visits")
        constraints = [
            models.UniqueConstraint(name="visits_visitimei_once", fields=["visit", "imei"]),
            models.CheckConstraint(name="visits_visitimei_state_known", condition=Q(state__in=ImeiState.values)),
        ]

    def __str__(self) -> str:
        return f"{self.imei}: {self.state}"
