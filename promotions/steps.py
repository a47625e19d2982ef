"""The moves of promotions and launches (handbook H6)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from promotions.choices import OPEN_TO_CHANGE
from promotions.choices import LaunchStatus as L
from promotions.choices import PromotionStatus as S
from promotions.choices import ShareStatus as H
from promotions.rules import may_answer_share, may_cancel, may_decide, may_fix_center, may_launch, may_plan
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

OFFER = Step(gettext_noop("offer"), _("Offer to the centers"), frozenset({L.DRAFT}), L.OFFERED, may_launch)
RECALL = Step(gettext_noop("take back"), _("Take back"), frozenset({L.OFFERED}), L.DRAFT, may_launch, needs_reason=True)
PUBLISH_LAUNCH = Step("publish", _("Publish"), frozenset({L.OFFERED}), L.PUBLISHED, may_launch)
CLOSE_LAUNCH = Step(gettext_noop("close"), _("Close"), frozenset({L.PUBLISHED}), L.CLOSED, may_launch)
CANCEL_LAUNCH = Step(
    "cancel",
    _("Cancel the launch"),
    frozenset({L.DRAFT, L.OFFERED, L.PUBLISHED}),
    L.CANCELLED,
    may_launch,
    needs_reason=True,
)
LAUNCH_STEPS = (OFFER, PUBLISH_LAUNCH, CLOSE_LAUNCH, RECALL, CANCEL_LAUNCH)

ACCEPT_SHARE = Step(gettext_noop("accept"), _("Accept"), frozenset({H.WAITING}), H.ACCEPTED, may_answer_share)
RETURN_SHARE = Step("return", _("Return"), frozenset({H.WAITING}), H.RETURNED, may_answer_share, needs_reason=True)
OFFER_AGAIN = Step(gettext_noop("offer again"), _("Offer again"), frozenset({H.RETURNED}), H.WAITING, may_fix_center)
ASK_ANEW = Step(gettext_noop("ask anew"), _("Ask anew"), frozenset({H.RETURNED, H.ACCEPTED}), H.WAITING, may_fix_center)
SHARE_STEPS = (ACCEPT_SHARE, RETURN_SHARE, OFFER_AGAIN)
