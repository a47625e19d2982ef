"""The moves of a business review (handbook H9)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from reports.choices import EDITABLE, ReviewStatus
from reports.rules import is_review_manager, is_review_owner
from salesops.workflow.flow import Step

SUBMIT = Step("submit", _("Submit"), frozenset(EDITABLE), ReviewStatus.SUBMITTED, is_review_owner)
WITHDRAW = Step(
    gettext_noop("withdraw"), _("Take back"), frozenset({ReviewStatus.SUBMITTED}), ReviewStatus.DRAFT, is_review_owner
)
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

# The deeds that change no state, as the history names them.
DRAFT = gettext_noop("draft")
REDRAFT = gettext_noop("redraft")
EDIT_TEXTS = gettext_noop("edit texts")
ADD_ACTION = gettext_noop("add action")
REMOVE_ACTION = gettext_noop("remove action")
WALK = gettext_noop("go through with the customer")
CORRECT_WALK = gettext_noop("correct what was gone through")
AGREE_ACTION = gettext_noop("agree on an action")
