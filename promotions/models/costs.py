"""What a promotion is to cost and has cost (handbook H6.2)."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from promotions.choices import CostKind, CostStage
from promotions.models.promotions import Promotion
from salesops.accounts.scoping import ScopedModel
from stores.models import Store


class CostLine(ScopedModel):
    """A planned or booked cost of a kind on a day, of one store or of the promotion as a whole."""

    scope_center = ("store__center", "promotion__center")
    scope_rep = ("store__rep",)

    promotion = models.ForeignKey(Promotion, on_delete=models.CASCADE, related_name="cost_lines")
    store = models.ForeignKey(
        Store, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("store")
    )

    stage = models.CharField(_("planned or booked"), max_length=8, choices=CostStage)
    kind = models.CharField(_("kind of cost"), max_length=16, choices=CostKind)
    cost_on = models.DateField(_("day"))
    quantity = models.PositiveIntegerField(_("quantity"), default=1, validators=[MinValueValidator(1)])
    unit_price_yuan = models.DecimalField(
        _("unit price (CNY)"), max_digits=12, decimal_places=2, validators=[MinValueValidator(0)]
    )
    note = models.CharField(_("note"), max_length=200, blank=True)

    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("cost line")
        verbose_name_plural = _("cost lines")
        constraints = [
            models.CheckConstraint(name="promotions_costline_stage_known", condition=Q(stage__in=CostStage.values)),
            models.CheckConstraint(name="promotions_costline_kind_known", condition=Q(kind__in=CostKind.values)),
            models.CheckConstraint(
                name="promotions_costline_amounts", condition=Q(quantity__gte=1, unit_price_yuan__gte=0)
            ),
        ]
        indexes = [models.Index(fields=["promotion", "stage", "kind"], name="promotions_costline_sums")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.quantity} × {self.unit_price_yuan}"

    @property
    def amount_yuan(self) -> Decimal:
        return self.quantity * self.unit_price_yuan
