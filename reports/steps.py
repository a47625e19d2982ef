"""The moves of a business review (handbook H9)."""

from django.utils.translation import gettext_lazy as _

from reports.choices import EDITABLE, ReviewStatus
from reports.rules import is_review_manager, is_review_owner
from salesops.workflow.flow import Step

SUBMIT = Step("submit", _("Submit"), frozenset(EDITABLE), ReviewStatus.SUBMITTED, is_review_owner)
WITHDRAW = Step("withdraw", _("Take back"), frozenset({ReviewStatus.SUBMITTED}), ReviewStatus.DRAFT, is_review_owner)
RETURN = Step(
    "return",
    _("Return"),
    frozenset({ReviewStatus.SUBMITTED}),
    ReviewStatus.RETURNED,
    is_review_manager,
    needs_reason=True,
)
CONFIRM = Step("confirm", _("Confirm"), frozenset({ReviewStatus.SUBMITTED}), ReviewStatus.CONFIRMED, is_review_manager)

REVIEW_STEPS = (SUBMIT, WITHDRAW, CONFIRM, RETURN)
