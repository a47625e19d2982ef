"""What may be spent on promotions, and who approves how much (handbook H6.2)."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from promotions.choices import ApprovalLevel
from salesops.accounts.models import Center
from salesops.accounts.scoping import ScopedModel


class ApprovalLimit(models.Model):
    """Up to which budget a level approves a promotion; empty: without a limit."""

    level = models.CharField(_("level"), max_length=10, choices=ApprovalLevel, unique=True, editable=False)
    up_to_yuan = models.DecimalField(
        _("up to (CNY)"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("Empty: without a limit."),
    )
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("approval limit")
        verbose_name_plural = _("approval limits")
        constraints = [
            models.CheckConstraint(
                name="promotions_approvallimit_level_known", condition=Q(level__in=ApprovalLevel.values)
            ),
            models.CheckConstraint(
                name="promotions_approvallimit_not_negative",
                condition=Q(up_to_yuan__isnull=True) | Q(up_to_yuan__gte=0),
            ),
            models.CheckConstraint(
                name="promotions_approvallimit_hq_decides_all",
                condition=~Q(level=ApprovalLevel.HQ) | Q(up_to_yuan__isnull=True),
                violation_error_message=_("HQ approves without a limit."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_level_display()


class PromotionBudget(ScopedModel):
    """What a center may spend in a month on promotions that it proposes itself."""

    scope_center = "center"
    scope_rep = ()

    center = models.ForeignKey(Center, on_delete=models.PROTECT, related_name="+", verbose_name=_("center"))
    month = models.DateField(_("month"))
    amount_yuan = models.DecimalField(
        _("budget (CNY)"), max_digits=14, decimal_places=2, validators=[MinValueValidator(0)]
    )
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("promotion budget")
        verbose_name_plural = _("promotion budgets")
        constraints = [
            models.UniqueConstraint(
                name="promotions_promotionbudget_one_per_month",
                fields=["center", "month"],
                violation_error_message=_("The center has a budget for this month already."),
            ),
            models.CheckConstraint(name="promotions_promotionbudget_first_of_month", condition=Q(month__day=1)),
            models.CheckConstraint(name="promotions_promotionbudget_not_negative", condition=Q(amount_yuan__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.center} {self.month:%Y-%m}"
