"""The moves of needs and applicants (handbook H7)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from promotions.recruiting_choices import IN_PROCESS
from promotions.recruiting_choices import ApplicantStatus as C
from promotions.recruiting_choices import NeedStatus as N
from promotions.recruiting_rules import decides_on_applicant, keeps_applicant, keeps_need
from salesops.workflow.flow import Step

FILL = Step(gettext_noop("fill the need"), _("Fill"), frozenset({N.OPEN}), N.FILLED, keeps_need)
WITHDRAW = Step(
    gettext_noop("withdraw the need"),
    _("Withdraw the need"),
    frozenset({N.OPEN}),
    N.WITHDRAWN,
    keeps_need,
    needs_reason=True,
)
NEED_STEPS = (WITHDRAW,)

INVITE = Step(
    gettext_noop("plan the interview"),
    _("Plan the interview"),
    frozenset({C.APPLIED, C.INVITED}),
    C.INVITED,
    keeps_applicant,
)
INTERVIEW = Step(
    gettext_noop("hold the interview"), _("Hold the interview"), frozenset({C.INVITED}), C.DECIDING, keeps_applicant
)
HIRE = Step(
    gettext_noop("take on"), _("Take on"), frozenset({C.DECIDING}), C.HIRED, decides_on_applicant, needs_reason=True
)
REJECT = Step(
    gettext_noop("reject the applicant"),
    _("Reject"),
    frozenset(IN_PROCESS),
    C.REJECTED,
    decides_on_applicant,
    needs_reason=True,
)
AGAIN = Step(
    gettext_noop("ask for another interview"),
    _("Another interview"),
    frozenset({C.DECIDING}),
    C.APPLIED,
    decides_on_applicant,
    needs_reason=True,
)
GIVE_UP = Step(
    gettext_noop("give up"), _("Gives up"), frozenset(IN_PROCESS), C.WITHDRAWN, keeps_applicant, needs_reason=True
)
CANDIDATE_STEPS = (INVITE, INTERVIEW, HIRE, AGAIN, REJECT, GIVE_UP)
