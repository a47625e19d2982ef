"""Who works in which store from when, and how many a store should have (handbook H7)."""

from datetime import date, timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from promotions.models.promoters import Promoter
from promotions.promoter_querysets import AssignmentQuerySet, HeadcountQuerySet
from salesops.accounts.models import Center
from salesops.accounts.scoping import ScopedModel
from stores.choices import StoreClass, StoreFormat
from stores.models import Store

WHOLE = 100
MOST_PROMOTERS = 9


class Assignment(ScopedModel):
    """A share of one person's working time that a store has from a day on.

    The share lies at a place of its own in the person's whole (`share_from`): two rows of one person on one day never
    cover the same piece, so that no day is given away twice. PostgreSQL excludes it, SQLite has a trigger.
    """

    scope_center = "promoter__center"
    scope_rep = ("promoter__rep", "store__rep")

    promoter = models.ForeignKey(
        Promoter, on_delete=models.PROTECT, related_name="assignments", verbose_name=_("promoter")
    )
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="+", verbose_name=_("store"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until (excluded)"), null=True, blank=True)
    share_percent = models.PositiveSmallIntegerField(
        _("share of the working time (%)"),
        default=WHOLE,
        validators=[MinValueValidator(10), MaxValueValidator(WHOLE)],
    )
    share_from = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment to a store")
        verbose_name_plural = _("assignments to stores")
        constraints = [
            models.CheckConstraint(
                name="promotions_assignment_span",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                violation_error_message=_("The first day lies behind the last."),
            ),
            models.CheckConstraint(
                name="promotions_assignment_share",
                condition=Q(share_percent__gte=10, share_from__lte=WHOLE - F("share_percent")),
            ),
        ]
        indexes = [models.Index(fields=["store", "starts_on"], name="promotions_assignment_of_store")]

    def __str__(self) -> str:
        return f"{self.promoter} – {self.store}"

    @property
    def told(self) -> str:
        return str(self.store) if self.share_percent == WHOLE else f"{self.store} {self.share_percent} %"

    @property
    def last_on(self) -> date | None:
        """The last day that still belongs."""
        return self.ends_on - timedelta(days=1) if self.ends_on else None


class HeadcountLine(models.Model):
    """From a day on, stores of one class and format should have so many promoters. One standard for all."""

    store_class = models.CharField(_("class"), max_length=1, choices=StoreClass)
    format = models.CharField(_("format"), max_length=12, choices=StoreFormat)
    promoters = models.PositiveSmallIntegerField(
        _("promoters"), validators=[MinValueValidator(1), MaxValueValidator(MOST_PROMOTERS)]
    )
    starts_on = models.DateField(_("valid from"))
    ends_on = models.DateField(_("until (excluded)"), null=True, blank=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField()
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    objects = HeadcountQuerySet.as_manager()

    class Meta:
        verbose_name = _("headcount standard")
        verbose_name_plural = _("headcount standard")
        constraints = [
            models.UniqueConstraint(
                name="promotions_headcountline_one_open",
                fields=["store_class", "format"],
                condition=Q(ends_on__isnull=True),
            ),
            models.CheckConstraint(
                name="promotions_headcountline_span",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
            ),
            models.CheckConstraint(
                name="promotions_headcountline_cell_known",
                condition=Q(store_class__in=StoreClass.values, format__in=StoreFormat.values),
            ),
            models.CheckConstraint(
                name="promotions_headcountline_number", condition=Q(promoters__gte=1, promoters__lte=MOST_PROMOTERS)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.store_class} {self.get_format_display()}: {self.promoters}"


class PromoterTerms(ScopedModel):
    """What one center sets for its promoters; a center without a row has the defaults of the Labour Law."""

    scope_rep = ("center__users",)

    center = models.OneToOneField(Center, on_delete=models.CASCADE, related_name="+", verbose_name=_("center"))
    leaver_days = models.PositiveSmallIntegerField(
        _("days that personal data of leavers are kept"),
        default=180,
        validators=[MinValueValidator(1), MaxValueValidator(1096)],
        help_text=_("Then phone, id card and bank account are deleted; name, work and readings stay."),
    )
    hours_per_day = models.PositiveSmallIntegerField(
        _("hours a day"),
        default=8,
        validators=[MinValueValidator(1), MaxValueValidator(12)],
        help_text=_("Labour Law, article 36: eight."),
    )
    most_hours_per_day = models.PositiveSmallIntegerField(
        _("hours a day with overtime, at most"),
        default=11,
        validators=[MinValueValidator(1), MaxValueValidator(16)],
        help_text=_("Labour Law, article 41: three hours of overtime a day at most."),
    )
    hours_per_week = models.PositiveSmallIntegerField(
        _("hours a week"),
        default=44,
        validators=[MinValueValidator(1), MaxValueValidator(72)],
        help_text=_("Labour Law, article 36: 44 on the average; many centers set 40 (State Council, 1995)."),
    )
    overtime_hours_per_month = models.PositiveSmallIntegerField(
        _("overtime hours a month, at most"),
        default=36,
        validators=[MaxValueValidator(120)],
        help_text=_("Labour Law, article 41: 36."),
    )
    rest_days_per_week = models.PositiveSmallIntegerField(
        _("rest days a week, at least"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(3)],
        help_text=_("Labour Law, article 38: one."),
    )
    grace_minutes = models.PositiveSmallIntegerField(
        _("minutes that are not yet late"), default=5, validators=[MaxValueValidator(60)]
    )
    weight_sales = models.PositiveSmallIntegerField(_("weight of sales against target (%)"), default=40)
    weight_attendance = models.PositiveSmallIntegerField(_("weight of attendance (%)"), default=20)
    weight_image = models.PositiveSmallIntegerField(_("weight of the store's image (%)"), default=15)
    weight_skill = models.PositiveSmallIntegerField(_("weight of the skill test (%)"), default=15)
    weight_recommendation = models.PositiveSmallIntegerField(_("weight of the recommendation rate (%)"), default=10)
    yuan_per_unit = models.DecimalField(
        _("incentive a unit (CNY)"), max_digits=7, decimal_places=2, default=0, validators=[MinValueValidator(0)]
    )
    units_from_percent = models.PositiveSmallIntegerField(
        _("paid from a share of the target on (%)"),
        default=0,
        validators=[MaxValueValidator(200)],
        help_text=_("0: from the first unit."),
    )
    full_score_yuan = models.DecimalField(
        _("incentive for 100 points (CNY)"),
        max_digits=8,
        decimal_places=2,
        default=0,
        validators=[MinValueValidator(0)],
    )
    least_known_percent = models.PositiveSmallIntegerField(
        _("points are paid from a known weight on (%)"),
        default=60,
        validators=[MaxValueValidator(100)],
        help_text=_("Below it the manager decides, with a reason."),
    )
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("terms of promoters")
        verbose_name_plural = _("terms of promoters")
        constraints = [
            models.CheckConstraint(
                name="promotions_promoterterms_days", condition=Q(leaver_days__gte=1, leaver_days__lte=1096)
            ),
            models.CheckConstraint(
                name="promotions_promoterterms_hours",
                condition=Q(hours_per_day__gte=1, most_hours_per_day__gte=F("hours_per_day"), hours_per_week__gte=1),
                violation_error_message=_("Hours with overtime cannot be fewer than hours without."),
            ),
            models.CheckConstraint(
                name="promotions_promoterterms_weights",
                condition=Q(
                    weight_sales=WHOLE
                    - F("weight_attendance")
                    - F("weight_image")
                    - F("weight_skill")
                    - F("weight_recommendation")
                ),
                violation_error_message=_("The five weights have to come to 100."),
            ),
            models.CheckConstraint(
                name="promotions_promoterterms_pay", condition=Q(yuan_per_unit__gte=0, full_score_yuan__gte=0)
            ),
            models.CheckConstraint(name="promotions_promoterterms_known", condition=Q(least_known_percent__lte=100)),
        ]

    def __str__(self) -> str:
        return str(self.center)
