"""What a promotion brought, as it was measured after its end (handbook H6.2)."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from promotions.calc.effect.library import PastEffect
from promotions.effect_choices import EffectMethod, EffectVerdict, SummaryStatus
from promotions.models.promotions import Promotion
from promotions.querysets import SummaryPartQuerySet, SummaryQuerySet
from salesops.accounts.models import Center
from salesops.accounts.scoping import ScopedModel
from stores.choices import StoreClass
from stores.models import Store


class PromotionSummary(models.Model):
    """One promotion measured: how, by which rule, and what people learned from it.

    Figures are in its parts, which each sees as far as it sees the stores. It is measured anew each night until the
    days after the end are over, and when sales arrive late; what a person typed stays.
    """

    promotion = models.OneToOneField(Promotion, on_delete=models.CASCADE, related_name="summary")

    rule_version = models.CharField(max_length=20)
    method = models.CharField(_("measured by"), max_length=10, choices=EffectMethod, blank=True)
    verdict = models.CharField(pgettext_lazy("effect", "verdict"), max_length=12, choices=EffectVerdict)
    factor = models.DecimalField(
        _("how comparable stores moved"), max_digits=8, decimal_places=4, null=True, blank=True
    )
    after_counted = models.DecimalField(
        _("share at which the days after count"), max_digits=4, decimal_places=3, null=True, blank=True
    )
    unit_value_yuan = models.DecimalField(
        _("value of a unit (CNY)"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    is_final = models.BooleanField(_("the days after are over"), default=False)
    measured_at = models.DateTimeField(_("measured at"))

    due_on = models.DateField(_("due on"))
    lessons = models.TextField(_("what worked, what did not"), max_length=2000, blank=True)

    status = models.CharField(_("status"), max_length=10, choices=SummaryStatus, default=SummaryStatus.OPEN)
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects = SummaryQuerySet.as_manager()

    class Meta:
        verbose_name = _("promotion summary")
        verbose_name_plural = _("promotion summaries")
        constraints = [
            models.CheckConstraint(
                name="promotions_summary_method_known", condition=Q(method__in=["", *EffectMethod.values])
            ),
            models.CheckConstraint(
                name="promotions_summary_verdict_known", condition=Q(verdict__in=EffectVerdict.values)
            ),
            models.CheckConstraint(
                name="promotions_summary_verdict_by_method",
                condition=Q(method="", verdict=EffectVerdict.UNKNOWN) | ~Q(method="") & ~Q(verdict="unknown"),
            ),
            models.CheckConstraint(
                name="promotions_summary_status_known", condition=Q(status__in=SummaryStatus.values)
            ),
            models.CheckConstraint(
                name="promotions_summary_finished_says_what",
                condition=Q(status=SummaryStatus.OPEN) | ~Q(lessons=""),
                violation_error_message=_("Say what worked and what did not before you finish."),
            ),
        ]
        indexes = [models.Index(fields=["status", "due_on"], name="promotions_summary_due")]

    def __str__(self) -> str:
        return str(self.promotion)

    def get_absolute_url(self) -> str:
        return reverse("promotions:promotion_summary", args=[self.promotion_id])

    def is_overdue(self, on: date) -> bool:
        return self.status == SummaryStatus.OPEN and self.due_on < on


class EffectFigures(models.Model):
    """Units beyond the baseline in the days, in the days after, and net of what was pulled forward.

    The truth lies between low and high nine times of ten.
    """

    stores = models.PositiveIntegerField(_("stores"))
    baseline = models.DecimalField(_("baseline"), max_digits=12, decimal_places=1)
    uplift = models.DecimalField(_("uplift"), max_digits=12, decimal_places=1)
    uplift_low = models.DecimalField(max_digits=12, decimal_places=1)
    uplift_high = models.DecimalField(max_digits=12, decimal_places=1)
    after = models.DecimalField(_("after the end"), max_digits=12, decimal_places=1, null=True)
    after_low = models.DecimalField(max_digits=12, decimal_places=1, null=True)
    after_high = models.DecimalField(max_digits=12, decimal_places=1, null=True)
    net = models.DecimalField(_("net uplift"), max_digits=12, decimal_places=1)
    net_low = models.DecimalField(max_digits=12, decimal_places=1)
    net_high = models.DecimalField(max_digits=12, decimal_places=1)

    class Meta:
        abstract = True

    @property
    def sold(self):
        return self.baseline + self.uplift

    @property
    def verdict(self) -> EffectVerdict:
        if self.uplift_low > 0 and self.net_low > 0:
            return EffectVerdict.WORKED
        is_lost = self.uplift_high < 0 and self.net_high < 0
        return EffectVerdict.LOST if is_lost else EffectVerdict.NONE_FOUND

    @property
    def has_worked(self) -> bool:
        return self.verdict == EffectVerdict.WORKED


class SummaryPart(EffectFigures, ScopedModel):
    """The effect by one method over all stores, a center, a class, or a class of a center."""

    scope_center = "center"
    scope_rep = ()

    summary = models.ForeignKey(PromotionSummary, on_delete=models.CASCADE, related_name="parts")
    method = models.CharField(max_length=10, choices=EffectMethod)
    center = models.ForeignKey(Center, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("center"))
    store_class = models.CharField(_("class"), max_length=1, choices=StoreClass, blank=True)

    objects = SummaryPartQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="promotions_summarypart_once_a_center",
                fields=["summary", "method", "center", "store_class"],
                condition=Q(center__isnull=False),
            ),
            models.UniqueConstraint(
                name="promotions_summarypart_once_in_all",
                fields=["summary", "method", "store_class"],
                condition=Q(center__isnull=True),
            ),
            models.CheckConstraint(
                name="promotions_summarypart_method_known", condition=Q(method__in=EffectMethod.values)
            ),
            models.CheckConstraint(
                name="promotions_summarypart_ranges",
                condition=Q(uplift_low__lte=F("uplift_high"), net_low__lte=F("net_high")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.summary_id} {self.method} {self.center_id} {self.store_class}"

    def as_past_effect(self, kind: str) -> PastEffect:
        return PastEffect.of(
            self.pk,
            kind,
            baseline=float(self.baseline),
            uplift=float(self.net),
            low=float(self.net_low),
            high=float(self.net_high),
        )


class SummarySeries(EffectFigures, ScopedModel):
    """The effect on one of the promoted series, over all stores or a center, by the method that counts for it.

    The series are measured each for itself: their effects need not add up to that of all models together.
    """

    scope_center = "center"
    scope_rep = ()

    summary = models.ForeignKey(PromotionSummary, on_delete=models.CASCADE, related_name="series")
    series = models.CharField(_("series"), max_length=40)
    method = models.CharField(max_length=10, choices=EffectMethod)
    center = models.ForeignKey(Center, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("center"))

    objects = SummaryPartQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="promotions_summaryseries_once_a_center",
                fields=["summary", "series", "center"],
                condition=Q(center__isnull=False),
            ),
            models.UniqueConstraint(
                name="promotions_summaryseries_once_in_all",
                fields=["summary", "series"],
                condition=Q(center__isnull=True),
            ),
            models.CheckConstraint(
                name="promotions_summaryseries_method_known", condition=Q(method__in=EffectMethod.values)
            ),
            models.CheckConstraint(
                name="promotions_summaryseries_ranges",
                condition=Q(uplift_low__lte=F("uplift_high"), net_low__lte=F("net_high")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.summary_id} {self.series} {self.center_id}"


class SummaryStore(ScopedModel):
    """One store of a measured promotion: baselines by both methods, and the effect by the one that counts."""

    scope_center = "store__center"
    scope_rep = ("store__rep",)

    summary = models.ForeignKey(PromotionSummary, on_delete=models.CASCADE, related_name="stores")
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="+")
    store_class = models.CharField(_("class"), max_length=1, choices=StoreClass)
    is_mixed = models.BooleanField(_("another promotion of these models ran there too"), default=False)

    sold = models.IntegerField(_("sold"), null=True)
    by_matched = models.DecimalField(_("baseline by comparable stores"), max_digits=12, decimal_places=1, null=True)
    by_forecast = models.DecimalField(_("baseline by the forecast"), max_digits=12, decimal_places=1, null=True)
    uplift = models.DecimalField(_("uplift"), max_digits=12, decimal_places=1, null=True)
    after = models.DecimalField(_("after the end"), max_digits=12, decimal_places=1, null=True)
    net = models.DecimalField(_("net uplift"), max_digits=12, decimal_places=1, null=True)
    net_low = models.DecimalField(max_digits=12, decimal_places=1, null=True)
    net_high = models.DecimalField(max_digits=12, decimal_places=1, null=True)
    # Stores that it was compared with: numbers of stores, as they were then.
    partners = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="promotions_summarystore_once", fields=["summary", "store"]),
        ]

    def __str__(self) -> str:
        return f"{self.summary_id}: {self.store_id}"
