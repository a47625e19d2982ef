"""The moves of a profit plan (handbook H8.2, H8.5)."""

from django.utils.translation import gettext_lazy as _

from dealers.choices import PlanStatus
from dealers.rules import is_plan_manager, is_plan_owner
from salesops.workflow.flow import Step

SUBMIT = Step(
    "submit",
    _("Submit"),
    frozenset({PlanStatus.DRAFT, PlanStatus.RETURNED}),
    PlanStatus.SUBMITTED,
    is_plan_owner,
)
WITHDRAW = Step("withdraw", _("Take back"), frozenset({PlanStatus.SUBMITTED}), PlanStatus.DRAFT, is_plan_owner)
RETURN = Step(
    "return",
    _("Return"),
    frozenset({PlanStatus.SUBMITTED}),
    PlanStatus.RETURNED,
    is_plan_manager,
    needs_reason=True,
)
APPROVE = Step("approve", _("Approve"), frozenset({PlanStatus.SUBMITTED}), PlanStatus.APPROVED, is_plan_manager)

PLAN_STEPS = (SUBMIT, WITHDRAW, APPROVE, RETURN)
