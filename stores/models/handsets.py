"""Single handsets that were sold, by their IMEI (handbook H2.5)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from salesops.accounts.scoping import ScopedModel
from stores.calc.imei import LENGTH
from stores.models.sales import SalesRecord


class SoldHandset(ScopedModel):
    """An IMEI under the record that sold it.

    It is sold once: only the record of a return or a correction, kept beside it, lets it be sold again.
    """

    scope_center = "record__store__center"
    scope_rep = ("record__store__rep",)

    imei = models.CharField("IMEI", max_length=LENGTH)
    record = models.ForeignKey(
        SalesRecord, on_delete=models.PROTECT, related_name="handsets", verbose_name=_("sales record")
    )
    freed_by = models.ForeignKey(
        SalesRecord,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="freed_handsets",
        verbose_name=_("came back with"),
    )

    class Meta:
        verbose_name = _("sold handset")
        verbose_name_plural = _("sold handsets")
        constraints = [
            models.UniqueConstraint(
                name="stores_soldhandset_sold_once", fields=["imei"], condition=Q(freed_by__isnull=True)
            ),
            models.UniqueConstraint(name="stores_soldhandset_once_a_record", fields=["record", "imei"]),
            models.CheckConstraint(
                name="stores_soldhandset_freed_by_another",
                condition=Q(freed_by__isnull=True) | ~Q(freed_by=F("record")),
            ),
        ]
        indexes = [models.Index(fields=["imei"], name="stores_soldhandset_imei")]

    def __str__(self) -> str:
        return self.imei
