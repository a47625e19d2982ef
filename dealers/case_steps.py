"""The moves of a channel conflict (handbook H10.2)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from dealers.business_choices import CaseStatus as S
from dealers.dealer_rules import decides_case, keeps_case
from salesops.workflow.flow import Step

LOOK_INTO = Step(gettext_noop("look into case"), _("Look into it"), frozenset({S.OPEN}), S.IN_WORK, keeps_case)
PROVE = Step(
    gettext_noop("case proven"),
    _("Proven"),
    frozenset({S.OPEN, S.IN_WORK}),
    S.PROVEN,
    decides_case,
    needs_reason=True,
)
DISMISS = Step(
    gettext_noop("case unfounded"),
    _("Unfounded"),
    frozenset({S.OPEN, S.IN_WORK}),
    S.UNFOUNDED,
    decides_case,
    needs_reason=True,
)
SETTLE = Step(
    gettext_noop("settle case"), _("Settle"), frozenset({S.PROVEN}), S.SETTLED, decides_case, needs_reason=True
)
REOPEN = Step(
    gettext_noop("reopen case"),
    _("Open again"),
    frozenset({S.UNFOUNDED, S.SETTLED}),
    S.IN_WORK,
    decides_case,
    needs_reason=True,
)
CASE_STEPS = {
    "look-into": LOOK_INTO,
    "prove": PROVE,
    "dismiss": DISMISS,
    "settle": SETTLE,
    "reopen": REOPEN,
}
ADD_EVIDENCE = gettext_noop("add evidence")
COUNT_STOCK = gettext_noop("count dealer stock")
RECORD_MOVEMENT = gettext_noop("record order or delivery")
TAKE_BACK_MOVEMENT = gettext_noop("take order or delivery back")
MOVEMENT = gettext_noop("order or delivery")
STOCK = gettext_noop("dealer stock")
PAY = gettext_noop("record payment")
