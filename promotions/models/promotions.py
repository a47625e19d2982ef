"""Promotions that marketing or a center announces to stores (handbook H6.2)."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from promotions.choices import ApprovalLevel, PromotionKind, PromotionPhase, PromotionStatus
from promotions.querysets import PromotionQuerySet
from salesops.accounts.models import Center
from salesops.accounts.scoping import ScopedModel
from stores.models import HandsetModel, Store


class Promotion(models.Model):
    """What is offered on which models in which days: the company's own, or with a center that center's.

    The target is the extra units of all its stores together; their shares tally with it.
    `approval_level` says who decides, by the limits of the day on which it was handed in.
    """

    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=12, choices=PromotionKind)
    center = models.ForeignKey(
        Center, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("center")
    )
    mechanics = models.TextField(_("mechanics"), max_length=2000)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"), help_text=_("The last day."))
    handset_models = models.ManyToManyField(HandsetModel, related_name="+", verbose_name=_("models"))
    budget_yuan = models.DecimalField(_("budget (CNY)"), max_digits=14, decimal_places=2, default=0)
    target_units = models.PositiveIntegerField(_("target (extra units)"), default=0, editable=False)

    approval_level = models.CharField(
        _("approved by"), max_length=10, choices=ApprovalLevel, blank=True, default="", editable=False
    )
    is_short_notice = models.BooleanField(_("at short notice"), default=False, editable=False)
    status = models.CharField(_("status"), max_length=10, choices=PromotionStatus, default=PromotionStatus.DRAFT)
    revision = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = PromotionQuerySet.as_manager()

    class Meta:
        verbose_name = _("promotion")
        verbose_name_plural = _("promotions")
        constraints = [
            models.CheckConstraint(name="promotions_promotion_kind_known", condition=Q(kind__in=PromotionKind.values)),
            models.CheckConstraint(
                name="promotions_promotion_status_known", condition=Q(status__in=PromotionStatus.values)
            ),
            models.CheckConstraint(
                name="promotions_promotion_level_known", condition=Q(approval_level__in=["", *ApprovalLevel.values])
            ),
            models.CheckConstraint(
                name="promotions_promotion_submitted_has_level",
                condition=~Q(status=PromotionStatus.SUBMITTED) | ~Q(approval_level=""),
            ),
            models.CheckConstraint(
                name="promotions_promotion_span",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The last day must not lie before the first."),
            ),
            models.CheckConstraint(
                name="promotions_promotion_budget",
                condition=Q(budget_yuan__gte=0),
                violation_error_message=_("A budget is not below nought."),
            ),
        ]
        indexes = [
            models.Index(fields=["starts_on", "ends_on"], name="promotions_promotion_days"),
            models.Index(fields=["status", "-starts_on"], name="promotions_promotion_state"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("promotions:promotion_detail", args=[self.pk])

    def phase_on(self, on: date) -> PromotionPhase:
        """Where it is by its days."""
        if on < self.starts_on:
            return PromotionPhase.AHEAD
        return PromotionPhase.RUNNING if on <= self.ends_on else PromotionPhase.ENDED


class PromotionStore(ScopedModel):
    """One store in a promotion with the extra units expected of it, over all its models."""

    scope_center = "store__center"
    scope_rep = ("store__rep",)

    promotion = models.ForeignKey(Promotion, on_delete=models.CASCADE, related_name="stores")
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="+")
    extra_units = models.PositiveIntegerField(_("extra units expected"), default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="promotions_promotionstore_once", fields=["promotion", "store"]),
        ]

    def __str__(self) -> str:
        return f"{self.promotion_id}: {self.store_id}"
