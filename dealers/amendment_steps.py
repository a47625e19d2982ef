"""The moves of an amendment (handbook H8.4)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from dealers.amendment_choices import OPEN_TO_TYPE, AmendmentStatus
from dealers.amendment_rules import decides_amendment, writes_amendment
from salesops.workflow.flow import Step

SUBMIT = Step("submit", _("Submit"), frozenset(OPEN_TO_TYPE), AmendmentStatus.SUBMITTED, writes_amendment)
WITHDRAW = Step(
    "withdraw", _("Take back"), frozenset({AmendmentStatus.SUBMITTED}), AmendmentStatus.DRAFT, writes_amendment
)
APPROVE = Step(
    "approve", _("Approve"), frozenset({AmendmentStatus.SUBMITTED}), AmendmentStatus.APPROVED, decides_amendment
)
RETURN = Step(
    "return",
    _("Return"),
    frozenset({AmendmentStatus.SUBMITTED}),
    AmendmentStatus.RETURNED,
    decides_amendment,
    needs_reason=True,
)
GIVE_UP = Step(
    gettext_noop("give up"),
    _("Give up"),
    frozenset(OPEN_TO_TYPE),
    AmendmentStatus.DISCARDED,
    writes_amendment,
)

AMENDMENT_STEPS = (SUBMIT, WITHDRAW, APPROVE, RETURN, GIVE_UP)

# How the history calls deeds that leave the amendment where it is, and what they do to the plan.
EDIT_NUMBERS = gettext_noop("edit numbers")
AMEND = "amend"
SHIFT = gettext_noop("shift between stores")
