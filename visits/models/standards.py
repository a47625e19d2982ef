"""How often and how long each class is visited, and each rep's day (handbook H4.1, H4.2)."""

from datetime import time
from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from salesops.accounts.models import Center
from salesops.accounts.scoping import ScopedModel
from stores.choices import StoreClass
from stores.models import Store


class VisitStandard(ScopedModel):
    """Visits in a two-week cycle and minutes in the store, for one class in one center."""

    scope_rep = ("center__users",)

    center = models.ForeignKey(
        Center, on_delete=models.CASCADE, related_name="visit_standards", verbose_name=_("center")
    )
    store_class = models.CharField(_("class"), max_length=1, choices=StoreClass)
    visits_per_cycle = models.PositiveSmallIntegerField(
        _("visits in two weeks"), validators=[MinValueValidator(0), MaxValueValidator(14)]
    )
    minutes = models.PositiveSmallIntegerField(
        _("minutes in the store"), validators=[MinValueValidator(1), MaxValueValidator(480)]
    )
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("visit standard")
        verbose_name_plural = _("visit standards")
        constraints = [
            models.UniqueConstraint(name="visits_visitstandard_one_per_class", fields=["center", "store_class"]),
            models.CheckConstraint(
                name="visits_visitstandard_class_known", condition=Q(store_class__in=StoreClass.values)
            ),
            models.CheckConstraint(
                name="visits_visitstandard_sane",
                condition=Q(visits_per_cycle__lte=14, minutes__gte=1, minutes__lte=480),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.center} {self.store_class}"


class VisitRule(ScopedModel):
    """What one store asks of its visits, where that differs from its class's standard.

    Days are days of the cycle, 0 being its first Monday: never visited on the closed ones, always on the pinned ones.
    """

    scope_center = "store__center"
    scope_rep = ("store__rep",)

    store = models.OneToOneField(Store, on_delete=models.CASCADE, related_name="visit_rule", verbose_name=_("store"))
    visits_per_cycle = models.PositiveSmallIntegerField(
        _("visits in two weeks"), null=True, blank=True, validators=[MaxValueValidator(14)]
    )
    closed_days = models.JSONField(_("closed days"), default=list, blank=True)
    pinned_days = models.JSONField(_("fixed days"), default=list, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("visit rule")
        verbose_name_plural = _("visit rules")
        constraints = [
            models.CheckConstraint(
                name="visits_visitrule_sane",
                condition=Q(visits_per_cycle__isnull=True) | Q(visits_per_cycle__lte=14),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.store}"


class RouteParameters(ScopedModel):
    """One rep's working day: minutes, speed, and where it starts and ends.

    The row without a rep holds the center's defaults, for its reps who have no row of their own.
    """

    center = models.ForeignKey(Center, on_delete=models.CASCADE, related_name="+")
    rep = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("rep"),
    )
    starts_at = models.TimeField(_("day starts at"), default=time(9))
    daily_minutes = models.PositiveSmallIntegerField(
        _("working minutes a day"), default=480, validators=[MinValueValidator(60), MaxValueValidator(960)]
    )
    rest_minutes = models.PositiveSmallIntegerField(_("rest and meals (min)"), default=60)
    office_minutes = models.PositiveSmallIntegerField(_("office and other (min)"), default=30)
    speed_kmh = models.DecimalField(
        _("travel speed (km/h)"),
        max_digits=4,
        decimal_places=1,
        default=Decimal("20.0"),
        validators=[MinValueValidator(Decimal(1)), MaxValueValidator(Decimal(120))],
    )
    detour_factor = models.DecimalField(
        _("detour factor"),
        max_digits=3,
        decimal_places=2,
        default=Decimal("1.40"),
        validators=[MinValueValidator(Decimal(1)), MaxValueValidator(Decimal(3))],
    )
    max_stops = models.PositiveSmallIntegerField(
        _("stores a day at most"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: as many as the time allows."),
    )
    start_lon = models.DecimalField(
        _("start longitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        help_text=_("Where the day starts and ends. Empty: at its first and last store."),
    )
    start_lat = models.DecimalField(_("start latitude"), max_digits=9, decimal_places=6, null=True, blank=True)
    # Days of the cycle, 0 being its first Monday, on which the rep works beyond the center's week.
    extra_days = models.JSONField(_("added working days"), default=list, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("route parameters")
        verbose_name_plural = _("route parameters")
        constraints = [
            models.CheckConstraint(
                name="visits_routeparameters_time_left",
                condition=Q(daily_minutes__gt=F("rest_minutes") + F("office_minutes")),
                violation_error_message=_("Rest and office time leave nothing for the stores."),
            ),
            models.CheckConstraint(
                name="visits_routeparameters_start_pair",
                condition=Q(start_lon__isnull=True, start_lat__isnull=True)
                | Q(
                    # A range alone is unknown, and so passes, where one of the two is missing.
                    start_lon__isnull=False,
                    start_lat__isnull=False,
                    start_lon__range=(-180, 180),
                    start_lat__range=(-90, 90),
                ),
                violation_error_message=_("Give both longitude and latitude, or neither."),
            ),
            models.UniqueConstraint(
                name="visits_routeparameters_one_default", fields=["center"], condition=Q(rep__isnull=True)
            ),
            models.CheckConstraint(
                name="visits_routeparameters_some_stop",
                condition=Q(max_stops__isnull=True) | Q(max_stops__gte=1),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rep or self.center}"
