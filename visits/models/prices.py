"""Prices found on the tags of a store, beside the list price of the day (handbook H5.2)."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stores.models import Sku
from visits.calc.prices import Deviation, deviation
from visits.models.visits import Visit, VisitPart

LEAST_YUAN = Decimal("0.01")


class VisitPrice(VisitPart):
    """What a SKU cost in the store, and what it was judged by: the list price of that day and the center's band.

    Both stay with it, whatever is changed later; without a list price nothing is judged.
    """

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="prices", verbose_name=_("visit"))
    sku = models.ForeignKey(Sku, on_delete=models.PROTECT, related_name="+", verbose_name=_("SKU"))
    shelf_yuan = models.DecimalField(
        _("price on the tag (CNY)"), max_digits=10, decimal_places=2, validators=[MinValueValidator(LEAST_YUAN)]
    )
    list_yuan = models.DecimalField(_("list price (CNY)"), max_digits=10, decimal_places=2, null=True, blank=True)
    band_percent = models.PositiveSmallIntegerField(_("band of shelf prices (%)"))
    is_off = models.BooleanField(_("off the list"), default=False)

    class Meta:
        verbose_name = _("price found in a visit")
        verbose_name_plural = _("prices found in visits")
        constraints = [
            models.UniqueConstraint(name="visits_visitprice_once", fields=["visit", "sku"]),
            models.CheckConstraint(name="visits_visitprice_positive", condition=Q(shelf_yuan__gt=0)),
            models.CheckConstraint(
                name="visits_visitprice_judged_by_a_list_price", condition=Q(is_off=False) | Q(list_yuan__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sku_id}: {self.shelf_yuan}"

    @property
    def deviation(self) -> Deviation | None:
        """How far the tag is from the list price; None without one."""
        return deviation(self.shelf_yuan, self.list_yuan)
