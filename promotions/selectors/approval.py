"""Limits, budgets, and what a promotion asks for (handbook H6.2)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import DecimalField, F, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, TruncMonth

from promotions.calc.approval import level_for
from promotions.choices import ApprovalLevel, PromotionStatus
from promotions.models import ApprovalLimit, Promotion, PromotionBudget
from salesops.periods.month import Month

BECAUSE = "what a center may spend is checked for whoever hands in"
# What uses up a center's budget; drafts and what came back do not yet.
COMMITTED = (PromotionStatus.SUBMITTED, PromotionStatus.PUBLISHED, PromotionStatus.CLOSED)
_MONEY = DecimalField(max_digits=14, decimal_places=2)


@dataclass(frozen=True, slots=True)
class BudgetState:
    """A center's budget of a month (CNY) and what its promotions take of it."""

    amount_yuan: Decimal
    committed_yuan: Decimal

    @property
    def left_yuan(self) -> Decimal:
        return self.amount_yuan - self.committed_yuan


def limits() -> dict[str, Decimal | None]:
    """Up to what each level approves (CNY, None without a limit). One query."""
    return dict(ApprovalLimit.objects.values_list("level", "up_to_yuan"))


def level_of(promotion: Promotion) -> ApprovalLevel:
    """Who must approve the promotion's budget. One query."""
    is_of_center = promotion.center_id is not None
    return ApprovalLevel(level_for(promotion.budget_yuan, limits(), is_of_center=is_of_center))


def budget_of(center_id: int, on: date, *, without: int | None = None) -> BudgetState:
    """A center's budget of the month in which a promotion begins, without one promotion of it. Two queries."""
    month = Month.of(on)
    budgets = PromotionBudget.objects.unscoped(because=BECAUSE).filter(center=center_id, month=month.first_day)
    committed = Promotion.objects.filter(
        center=center_id, status__in=COMMITTED, starts_on__gte=month.first_day, starts_on__lt=month.next_first_day
    ).exclude(pk=without)
    taken = committed.aggregate(yuan=Sum("budget_yuan"))["yuan"]
    amount = budgets.values_list("amount_yuan", flat=True).first()
    return BudgetState(amount or Decimal(0), taken or Decimal(0))


def with_committed(budgets: QuerySet[PromotionBudget]) -> QuerySet[PromotionBudget]:
    """Add what the center's own promotions take of each budget, and what is left."""
    taken = (
        Promotion.objects.filter(center=OuterRef("center"), status__in=COMMITTED)
        .annotate(month=TruncMonth("starts_on"))
        .filter(month=OuterRef("month"))
        .order_by()
        .values("center")
        .annotate(yuan=Sum("budget_yuan"))
        .values("yuan")
    )
    committed = Coalesce(Subquery(taken, output_field=_MONEY), Value(Decimal(0)), output_field=_MONEY)
    return budgets.annotate(committed_yuan=committed).annotate(left_yuan=F("amount_yuan") - F("committed_yuan"))
