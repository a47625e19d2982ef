"""Centers: the regional branches (handbook H0)."""

from datetime import time

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from salesops.accounts.choices import CheckInMode


class Center(models.Model):
    """A regional branch with its own week and its own parameters."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=80)

    works_saturday = models.BooleanField(
        _("works on Saturdays"),
        default=False,
        help_text=_("A six-day week, laid under the public calendar."),
    )
    plan_draft_day = models.PositiveSmallIntegerField(
        _("day of plan drafts"),
        default=15,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
        help_text=_(
            "In the night to this day of each month the next month's plans are drafted; they are due on the 20th."
        ),
    )
    checkin_radius_metres = models.PositiveIntegerField(
        _("check-in radius (m)"),
        default=300,
        validators=[MinValueValidator(50), MaxValueValidator(5000)],
    )
    checkin_mode = models.CharField(
        _("check-in outside the radius"), max_length=8, choices=CheckInMode, default=CheckInMode.MEND
    )
    positions_from = models.TimeField(_("positions are kept from"), default=time(8))
    positions_until = models.TimeField(_("positions are kept until"), default=time(21))
    position_days = models.PositiveSmallIntegerField(
        _("days that positions are kept"),
        default=90,
        validators=[MinValueValidator(7), MaxValueValidator(366)],
        help_text=_("Then they are deleted; what was judged by them stays."),
    )
    counts_visit_sales = models.BooleanField(
        _("sales counted in visits are sales records"),
        default=True,
        help_text=_("Switch it off where the stores' sell-out is imported: the same units would count twice."),
    )
    price_band_percent = models.PositiveSmallIntegerField(
        _("band of shelf prices (%)"),
        default=5,
        validators=[MaxValueValidator(50)],
        help_text=_("A price found in a visit that lies further from the list price is marked as off the list."),
    )
    keeps_unvisited_stores = models.BooleanField(
        _("keeps stores without a visit in the month"),
        default=False,
        help_text=_("In the last ten days of a month no store may leave it that had no visit in it."),
    )
    lon = models.DecimalField(_("longitude"), max_digits=9, decimal_places=6, null=True, blank=True)
    lat = models.DecimalField(_("latitude"), max_digits=9, decimal_places=6, null=True, blank=True)

    is_active = models.BooleanField(_("active"), default=True)
    revision = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("center")
        verbose_name_plural = _("centers")
        constraints = [
            models.CheckConstraint(
                name="accounts_center_radius_sane",
                condition=Q(checkin_radius_metres__gte=50, checkin_radius_metres__lte=5000),
            ),
            models.CheckConstraint(
                name="accounts_center_plan_draft_day_before_due",
                condition=Q(plan_draft_day__gte=1, plan_draft_day__lte=20),
            ),
            models.CheckConstraint(
                name="accounts_center_checkin_mode_known", condition=Q(checkin_mode__in=CheckInMode.values)
            ),
            models.CheckConstraint(
                name="accounts_center_position_hours",
                condition=Q(positions_from__lt=F("positions_until")),
                violation_error_message=_("The hours must begin before they end."),
            ),
            models.CheckConstraint(
                name="accounts_center_position_days_sane",
                condition=Q(position_days__gte=7, position_days__lte=366),
            ),
            models.CheckConstraint(name="accounts_center_price_band_sane", condition=Q(price_band_percent__lte=50)),
            models.CheckConstraint(
                name="accounts_center_position_pair",
                condition=Q(lon__isnull=True, lat__isnull=True)
                | Q(lon__isnull=False, lat__isnull=False, lon__gte=-180, lon__lte=180, lat__gte=-90, lat__lte=90),
                violation_error_message=_("Give both longitude and latitude, or neither."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
