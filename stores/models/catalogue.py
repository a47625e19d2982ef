"""The catalogue: brands, models, SKUs and their prices by date (handbook H2.6)."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from salesops.searching.rows import Searchable
from stores.querysets import HandsetModelQuerySet, SkuQuerySet


class HandsetModel(Searchable):
    """A handset model, ours or a competitor's; everybody may read it."""

    found_as_written = ("code", "brand", "series")

    code = models.CharField(_("model code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=80)
    brand = models.CharField(_("brand"), max_length=40)
    series = models.CharField(_("series"), max_length=40, blank=True)
    is_own = models.BooleanField(_("our own"), default=True)

    launched_on = models.DateField(_("launched on"), null=True, blank=True)
    ended_on = models.DateField(_("end of life on"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects = HandsetModelQuerySet.as_manager()

    class Meta:
        verbose_name = _("model")
        verbose_name_plural = _("models")
        constraints = [
            models.CheckConstraint(
                name="stores_handsetmodel_life",
                condition=Q(ended_on__isnull=True) | Q(launched_on__isnull=True) | Q(ended_on__gt=F("launched_on")),
                violation_error_message=_("The end of life must lie after the launch."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("stores:model_detail", args=[self.pk])


class Sku(models.Model):
    """A sellable variant: model × colour × memory."""

    code = models.CharField(_("SKU code"), max_length=40, unique=True)
    model = models.ForeignKey(HandsetModel, on_delete=models.PROTECT, related_name="skus", verbose_name=_("model"))
    colour = models.CharField(_("colour"), max_length=40, blank=True)
    memory = models.CharField(_("memory"), max_length=40, blank=True)

    objects = SkuQuerySet.as_manager()

    class Meta:
        verbose_name = _("SKU")
        verbose_name_plural = _("SKUs")
        constraints = [
            models.UniqueConstraint(name="stores_sku_one_variant", fields=["model", "colour", "memory"]),
        ]

    def __str__(self) -> str:
        return " ".join(part for part in (self.model.name, self.colour, self.memory) if part)


class Price(models.Model):
    """List and supply price of a model from a day on, until the next one starts."""

    model = models.ForeignKey(HandsetModel, on_delete=models.CASCADE, related_name="prices", verbose_name=_("model"))
    starts_on = models.DateField(_("valid from"))
    list_yuan = models.DecimalField(
        _("list price (CNY)"), max_digits=10, decimal_places=2, validators=[MinValueValidator(0)]
    )
    supply_yuan = models.DecimalField(
        _("supply price (CNY)"), max_digits=10, decimal_places=2, validators=[MinValueValidator(0)]
    )

    class Meta:
        verbose_name = _("price")
        verbose_name_plural = _("prices")
        constraints = [
            models.UniqueConstraint(name="stores_price_one_per_day", fields=["model", "starts_on"]),
            models.CheckConstraint(name="stores_price_not_negative", condition=Q(list_yuan__gte=0, supply_yuan__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.starts_on}"
