"""A promoter's appraisal of a month: what is typed, and what was confirmed (handbook H7)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from promotions.appraisal_choices import AppraisalStatus
from promotions.models.promoters import Promoter
from salesops.accounts.scoping import ScopedModel
from salesops.periods.month import Month


class Appraisal(ScopedModel):
    """One promoter, one month. All else is counted; what was counted at the confirmation is kept with it."""

    scope_center = "promoter__center"
    scope_rep = ("promoter__rep",)

    promoter = models.ForeignKey(Promoter, on_delete=models.PROTECT, related_name="+", verbose_name=_("promoter"))
    month = models.DateField(_("month"))
    target_units = models.PositiveIntegerField(
        _("target (units)"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(100_000)]
    )
    recommendation_percent = models.PositiveSmallIntegerField(
        _("recommendation rate (%)"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(100)],
        help_text=_("By mystery shop: how many of a hundred customers were recommended our phones."),
    )
    recommendation_note = models.CharField(_("which mystery shops"), max_length=200, blank=True)

    # As counted when it was confirmed: points by line, units, score and what it earned.
    confirmed = models.JSONField(default=dict, blank=True, editable=False)

    status = models.CharField(_("status"), max_length=10, choices=AppraisalStatus, default=AppraisalStatus.DRAFT)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("appraisal")
        verbose_name_plural = _("appraisals")
        constraints = [
            models.UniqueConstraint(name="promotions_appraisal_once", fields=["promoter", "month"]),
            models.CheckConstraint(name="promotions_appraisal_month", condition=Q(month__day=1)),
            models.CheckConstraint(
                name="promotions_appraisal_status_known", condition=Q(status__in=AppraisalStatus.values)
            ),
            models.CheckConstraint(
                name="promotions_appraisal_recommendation",
                condition=Q(recommendation_percent__isnull=True) | Q(recommendation_percent__lte=100),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.promoter} {self.month:%Y-%m}"

    def get_absolute_url(self) -> str:
        return f"{reverse('promotions:appraisal', args=[self.promoter_id])}?month={Month.of(self.month)}"

    @property
    def is_confirmed(self) -> bool:
        return self.status == AppraisalStatus.CONFIRMED
