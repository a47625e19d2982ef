"""Live display samples in stores, by their IMEI (handbook H2.5)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from salesops.accounts.scoping import ScopedModel
from stores.calc.imei import LENGTH
from stores.models.catalogue import Sku
from stores.models.stores import Store


class DisplaySample(ScopedModel):
    """A handset of ours that customers may take in hand; at one time it stands in one store."""

    scope_center = "store__center"
    scope_rep = ("store__rep",)

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="samples", verbose_name=_("store"))
    sku = models.ForeignKey(Sku, on_delete=models.PROTECT, related_name="+", verbose_name=_("SKU"))
    imei = models.CharField("IMEI", max_length=LENGTH)
    starts_on = models.DateField(_("since"))
    ends_on = models.DateField(_("until (excluded)"), null=True, blank=True)

    class Meta:
        verbose_name = _("display sample")
        verbose_name_plural = _("display samples")
        constraints = [
            models.UniqueConstraint(
                name="stores_displaysample_in_one_store",
                fields=["imei"],
                condition=Q(ends_on__isnull=True),
                violation_error_message=_("This IMEI stands in a store as a sample already."),
            ),
            models.CheckConstraint(
                name="stores_displaysample_ends_after_start",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sku} {self.imei}"
