"""Distribution as it stood at the end of each week: made from counts and sales, never typed (handbook H2.7)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from salesops.accounts.models import Center
from salesops.accounts.scoping import ScopedModel
from stores.choices import StoreClass, StoreFormat
from stores.models.catalogue import HandsetModel
from stores.models.stores import Store

FIGURES = ("stores", "carrying", "in_all_colours", "unknown", "weight", "weight_carrying")


class DistributionWeek(ScopedModel):
    """Roll-up: one model over one rep's target stores of one class and format, so that any choice of them adds up.

    Class and rep are those of the day that was measured: the week's Sunday, or the last day so far.
    """

    center = models.ForeignKey(Center, on_delete=models.CASCADE, related_name="+")
    rep = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    model = models.ForeignKey(HandsetModel, on_delete=models.CASCADE, related_name="+")
    store_class = models.CharField(_("class"), max_length=1, choices=StoreClass)
    format = models.CharField(_("format"), max_length=12, choices=StoreFormat)
    week = models.DateField(_("week from"))
    measured_on = models.DateField(_("measured on"))

    stores = models.PositiveIntegerField(_("target stores"))
    carrying = models.PositiveIntegerField(_("stores that carry it"))
    in_all_colours = models.PositiveIntegerField(_("in all colours"))
    unknown = models.PositiveIntegerField(_("unknown"))
    weight = models.PositiveIntegerField(_("sales of target stores"))
    weight_carrying = models.PositiveIntegerField(_("sales of stores that carry it"))

    class Meta:
        verbose_name = _("distribution of a week")
        verbose_name_plural = _("distribution by week")
        constraints = [
            models.UniqueConstraint(
                name="stores_distributionweek_once",
                fields=["center", "week", "rep", "store_class", "format", "model"],
            ),
            models.CheckConstraint(
                name="stores_distributionweek_parts",
                condition=Q(
                    carrying__lte=F("stores"), in_all_colours__lte=F("carrying"), weight_carrying__lte=F("weight")
                ),
            ),
        ]
        indexes = [models.Index(fields=["model", "week"], name="stores_distributionweek_model")]

    def __str__(self) -> str:
        return f"{self.model_id} {self.week}: {self.carrying}/{self.stores}"


class StoreDistributionWeek(ScopedModel):
    """Roll-up: asked models that one store carried at the end of a week."""

    scope_center = "store__center"
    scope_rep = ("store__rep",)

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="distribution_weeks")
    week = models.DateField(_("week from"))
    asked = models.PositiveSmallIntegerField(_("models asked"))
    carried = models.PositiveSmallIntegerField(_("models carried"))
    is_known = models.BooleanField(_("known"))

    class Meta:
        verbose_name = _("store's distribution of a week")
        verbose_name_plural = _("stores' distribution by week")
        constraints = [
            models.UniqueConstraint(name="stores_storedistributionweek_once", fields=["store", "week"]),
            models.CheckConstraint(name="stores_storedistributionweek_parts", condition=Q(carried__lte=F("asked"))),
        ]
        indexes = [models.Index(fields=["week"], name="stores_storedistribution_week")]

    def __str__(self) -> str:
        return f"{self.store_id} {self.week}: {self.carried}/{self.asked}"
