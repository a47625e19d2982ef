"""The door to everything a person types into a plan (handbook H8.2)."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from dealers.models import ProfitPlan
from dealers.rules import is_plan_owner
from salesops.accounts.actor import Actor
from salesops.errors import DomainError


class PlanLocked(DomainError):
    """The plan waits for a decision or is approved: nobody types in it."""


def open_for_typing(plan_id: int, *, actor: Actor) -> ProfitPlan:
    """Lock the plan's row until the transaction ends, for its rep alone and only while it is open."""
    plans = ProfitPlan.objects.unscoped(because="the rule decides about the locked row")
    plan = plans.select_for_update().get(pk=plan_id)
    if not is_plan_owner(actor, plan):
        raise PermissionDenied("plan")
    if not plan.is_editable:
        raise PlanLocked(
            _("The plan is “%(state)s” and locked: nothing was saved.") % {"state": plan.get_status_display()}
        )
    return plan


def mark_edited(plan: ProfitPlan) -> None:
    """Count an edit of the plan's parts, so that nobody submits or approves it unseen."""
    plan.revision += 1
    plan.save(update_fields=["revision"])
