"""The moves of a promotion: hand in, approve, return, publish, close, cancel (handbook H6.2)."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from promotions import steps
from promotions.calc.approval import is_short_notice
from promotions.models import Promotion, PromotionStore
from promotions.rules import holds_level
from promotions.selectors.approval import budget_of, level_of
from promotions.selectors.costs import planned_of
from promotions.services.telling import tell_announced, tell_returned, tell_submitted
from salesops.accounts.actor import Actor
from salesops.accounts.models import Center
from salesops.errors import DomainError
from salesops.workflow.flow import take_step


class PromotionIncomplete(DomainError):
    """A promotion without models or stores, or whose shares do not tally, is not announced."""


class OverBudget(DomainError):
    """More is planned than the budget holds."""


class ApprovalNeeded(DomainError):
    """The amount is beyond what this person may approve."""


class StillRunning(DomainError):
    """A promotion is closed after its last day."""


@transaction.atomic
def submit_promotion(promotion: Promotion, *, actor: Actor, at: datetime, revision: int | None = None) -> Promotion:
    """Hand it in to whoever decides on its amount, which is fixed by the limits of this moment."""
    _lock_budget(promotion)
    submitted = take_step(steps.SUBMIT, promotion, actor=actor, at=at, revision=revision, also=_asked_of(promotion, at))
    _require_complete(submitted)
    tell_submitted(submitted, at=at)
    return submitted


def withdraw_promotion(promotion: Promotion, *, actor: Actor, at: datetime) -> Promotion:
    """Take it back before anybody decided."""
    return take_step(steps.WITHDRAW, promotion, actor=actor, at=at)


@transaction.atomic
def approve_promotion(promotion: Promotion, *, actor: Actor, at: datetime, revision: int | None = None) -> Promotion:
    """Approve what was handed in: from now on it is work in the visits and quantity in the plans."""
    published = take_step(steps.APPROVE, promotion, actor=actor, at=at, revision=revision)
    _require_complete(published)
    tell_announced(published, at=at)
    return published


@transaction.atomic
def return_promotion(
    promotion: Promotion, *, reason: str, actor: Actor, at: datetime, revision: int | None = None
) -> Promotion:
    """Give it back with a remark."""
    returned = take_step(steps.RETURN, promotion, actor=actor, at=at, reason=reason, revision=revision)
    tell_returned(returned, reason=reason, at=at)
    return returned


@transaction.atomic
def publish_promotion(promotion: Promotion, *, actor: Actor, at: datetime) -> Promotion:
    """Announce it at once, where its budget is within the planner's own limit.

    The step comes first, as it locks the promotion; what is incomplete takes it back.
    """
    _lock_budget(promotion)
    published = take_step(steps.PUBLISH, promotion, actor=actor, at=at, also=_asked_of(promotion, at))
    level = level_of(published)
    if not holds_level(actor, published, level):
        raise ApprovalNeeded(
            _("A budget of ¥ %(amount)s is approved by: %(level)s. Please hand it in.")
            % {"amount": f"{published.budget_yuan:,.2f}", "level": level.label}
        )
    _require_complete(published)
    tell_announced(published, at=at)
    return published


def close_promotion(promotion: Promotion, *, actor: Actor, at: datetime) -> Promotion:
    """Say that its costs are booked and nothing more comes; only after its last day."""
    if timezone.localdate(at) <= promotion.ends_on:
        raise StillRunning(_("It can be closed after its last day."))
    return take_step(steps.CLOSE, promotion, actor=actor, at=at)


def cancel_promotion(promotion: Promotion, *, reason: str, actor: Actor, at: datetime) -> Promotion:
    """Take it back, for a reason; drafts of plans built from now on no longer count it."""
    return take_step(steps.CANCEL, promotion, actor=actor, at=at, reason=reason)


def _asked_of(promotion: Promotion, at: datetime) -> dict:
    """Who decides, and whether it comes at short notice, as of now."""
    current = Promotion.objects.select_for_update().get(pk=promotion.pk)
    return {
        "approval_level": level_of(current),
        "is_short_notice": is_short_notice(current.starts_on, timezone.localdate(at)),
    }


def _lock_budget(promotion: Promotion) -> None:
    """Two proposals of one center are weighed against its budget one after the other."""
    if promotion.center_id is not None:
        Center.objects.select_for_update().get(pk=promotion.center_id)


def _require_complete(promotion: Promotion) -> None:
    places = PromotionStore.objects.unscoped(because="whether there is any, and whether they tally")
    shared = places.filter(promotion=promotion).aggregate(units=Sum("extra_units"))["units"]
    if not promotion.handset_models.exists() or shared is None:
        raise PromotionIncomplete(_("Choose at least one model and one store before you publish."))
    if shared != promotion.target_units:
        words = _("The stores' shares come to %(shared)s, the target is %(target)s. Please choose the stores again.")
        raise PromotionIncomplete(words % {"shared": shared, "target": promotion.target_units})
    _require_budget(promotion)


def _require_budget(promotion: Promotion) -> None:
    planned = planned_of([promotion.pk])[promotion.pk]
    if planned > promotion.budget_yuan:
        words = _("Costs of ¥ %(planned)s are planned, ¥ %(more)s above the budget.")
        raise OverBudget(words % _amounts(planned=planned, more=planned - promotion.budget_yuan))
    if promotion.center_id is None:
        return
    state = budget_of(promotion.center_id, promotion.starts_on, without=promotion.pk)
    if promotion.budget_yuan > state.left_yuan:
        words = _("The center has ¥ %(left)s left for promotions of this month; this one takes ¥ %(more)s more.")
        amounts = _amounts(left=state.left_yuan, more=promotion.budget_yuan - state.left_yuan)
        raise OverBudget(words % amounts)


def _amounts(**yuan: Decimal) -> dict[str, str]:
    return {name: f"{amount:,.2f}" for name, amount in yuan.items()}
