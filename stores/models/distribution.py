"""The distribution standard: how many colours of a model a class and format of store must carry (handbook H2.7)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from stores.choices import StoreClass, StoreFormat
from stores.models.catalogue import HandsetModel
from stores.querysets import DistributionLineQuerySet

MOST_COLOURS = 9


class DistributionLine(models.Model):
    """From a day on, stores of one class and format carry at least so many colours of a model.

    One standard for the whole company. The lines of a cell never overlap: PostgreSQL excludes it, SQLite
    has a trigger.
    """

    model = models.ForeignKey(
        HandsetModel, on_delete=models.PROTECT, related_name="distribution_lines", verbose_name=_("model")
    )
    store_class = models.CharField(_("class"), max_length=1, choices=StoreClass)
    format = models.CharField(_("format"), max_length=12, choices=StoreFormat)
    colours = models.PositiveSmallIntegerField(
        _("minimal colours"), validators=[MinValueValidator(1), MaxValueValidator(MOST_COLOURS)]
    )
    starts_on = models.DateField(_("valid from"))
    ends_on = models.DateField(_("until (excluded)"), null=True, blank=True)

    objects = DistributionLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of the distribution standard")
        verbose_name_plural = _("distribution standard")
        constraints = [
            models.UniqueConstraint(
                name="stores_distributionline_one_start", fields=["model", "store_class", "format", "starts_on"]
            ),
            models.UniqueConstraint(
                name="stores_distributionline_one_open",
                fields=["model", "store_class", "format"],
                condition=Q(ends_on__isnull=True),
            ),
            models.CheckConstraint(
                name="stores_distributionline_span",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
            ),
            models.CheckConstraint(
                name="stores_distributionline_colours", condition=Q(colours__gte=1, colours__lte=MOST_COLOURS)
            ),
            models.CheckConstraint(
                name="stores_distributionline_cell_known",
                condition=Q(store_class__in=StoreClass.values, format__in=StoreFormat.values),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.store_class} {self.get_format_display()}: {self.colours}"
