"""The moves of a promoter (handbook H7)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from promotions.promoter_choices import PromoterStatus as S
from promotions.promoter_rules import decides_on_promoter, keeps_promoter
from salesops.workflow.flow import Step

CONFIRM = Step(
    gettext_noop("end probation"), _("End the probation"), frozenset({S.PROBATION}), S.ACTIVE, decides_on_promoter
)
LEAVE = Step(gettext_noop("leave"), _("Leaves"), frozenset({S.PROBATION, S.ACTIVE}), S.LEFT, keeps_promoter)
COME_BACK = Step(
    gettext_noop("come back"),
    _("Comes back"),
    frozenset({S.LEFT}),
    S.ACTIVE,
    decides_on_promoter,
    needs_reason=True,
)
STEPS = (CONFIRM, LEAVE, COME_BACK)

# Deeds of the history that move no state.
SET_PERSONAL = gettext_noop("set personal data")
FORGET_PERSONAL = gettext_noop("delete personal data")
ASSIGN = gettext_noop("assign to a store")
END_ASSIGNMENT = gettext_noop("end at a store")
PHONE_NUMBER = gettext_noop("phone number")
ID_NUMBER = gettext_noop("id card number")
BANK_ACCOUNT = gettext_noop("bank account number")
ASSIGNED = gettext_noop("assigned store")
DAYS_OFF = gettext_noop("days of leave")
GIVE_LEAVE = gettext_noop("give leave")
TAKE_LEAVE_BACK = gettext_noop("take leave back")
GUIDE = gettext_noop("guide the promoter")
LOOK_AGAIN = gettext_noop("look at the guidance again")
