"""The moves of a promotion (handbook H6.2)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from promotions.choices import OPEN_TO_CHANGE
from promotions.choices import PromotionStatus as S
from promotions.rules import may_cancel, may_decide, may_plan
from salesops.workflow.flow import Step

_OPEN = frozenset(OPEN_TO_CHANGE)

SUBMIT = Step("submit", _("Submit"), _OPEN, S.SUBMITTED, may_plan)
WITHDRAW = Step("withdraw", _("Take back"), frozenset({S.SUBMITTED}), S.DRAFT, may_plan)
APPROVE = Step("approve", _("Approve"), frozenset({S.SUBMITTED}), S.PUBLISHED, may_decide)
RETURN = Step("return", _("Return"), frozenset({S.SUBMITTED}), S.RETURNED, may_decide, needs_reason=True)
# Within one's own limit nobody else needs to be asked.
PUBLISH = Step(gettext_noop("publish"), _("Publish"), _OPEN, S.PUBLISHED, may_plan)
CLOSE = Step(gettext_noop("close"), _("Close"), frozenset({S.PUBLISHED}), S.CLOSED, may_plan)
CANCEL = Step("cancel", _("Cancel"), _OPEN | {S.SUBMITTED, S.PUBLISHED}, S.CANCELLED, may_cancel, needs_reason=True)
STEPS = (SUBMIT, WITHDRAW, APPROVE, RETURN, PUBLISH, CLOSE, CANCEL)
