"""Temporary promoters booked for a promotion (handbook H6.2, H7)."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from promotions.models.promotions import Promotion
from salesops.accounts.scoping import ScopedModel
from stores.models import Store

MOST_HOURS = 12


class TempBooking(ScopedModel):
    """So many temporary promoters in a store on a day; who they are may follow."""

    scope_center = "store__center"
    scope_rep = ("store__rep",)

    promotion = models.ForeignKey(Promotion, on_delete=models.CASCADE, related_name="temp_bookings")
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="+", verbose_name=_("store"))
    work_on = models.DateField(_("day"))
    people = models.PositiveSmallIntegerField(
        _("people"), default=1, validators=[MinValueValidator(1), MaxValueValidator(50)]
    )
    hours = models.DecimalField(
        _("hours a person"),
        max_digits=3,
        decimal_places=1,
        default=Decimal(8),
        validators=[MinValueValidator(Decimal("0.5")), MaxValueValidator(MOST_HOURS)],
    )
    day_rate_yuan = models.DecimalField(
        _("day rate a person (CNY)"), max_digits=8, decimal_places=2, validators=[MinValueValidator(0)]
    )
    names = models.CharField(_("names"), max_length=200, blank=True)

    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("booking of temporary promoters")
        verbose_name_plural = _("bookings of temporary promoters")
        constraints = [
            models.UniqueConstraint(name="promotions_tempbooking_once_a_day", fields=["promotion", "store", "work_on"]),
            models.CheckConstraint(
                name="promotions_tempbooking_sane",
                condition=Q(people__gte=1, hours__gt=0, hours__lte=MOST_HOURS, day_rate_yuan__gte=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.work_on} {self.store_id}: {self.people}"

    @property
    def cost_yuan(self) -> Decimal:
        return self.people * self.day_rate_yuan
