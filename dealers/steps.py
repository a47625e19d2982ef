"""The moves of a profit plan (handbook H8.2, H8.5)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

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

# How the history calls deeds that leave the plan where it is.
DRAFT = gettext_noop("draft")
REDRAFT = gettext_noop("redraft")
HAND_OVER = gettext_noop("hand over")
EDIT_LINE = gettext_noop("edit line")
EDIT_TERMS = gettext_noop("edit terms")
ADD_ACTION = gettext_noop("add action")
REMOVE_ACTION = gettext_noop("remove action")
