"""The moves of a version of targets (handbook H8.1)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from dealers.target_choices import WRITABLE, TargetStatus
from dealers.target_rules import may_decide_target, may_write_target, replaces_target
from salesops.workflow.flow import Step

S = TargetStatus
SUBMIT = Step("submit", _("Submit"), frozenset(WRITABLE), S.SUBMITTED, may_write_target)
WITHDRAW = Step("withdraw", _("Take back"), frozenset({S.SUBMITTED}), S.DRAFT, may_write_target)
APPROVE = Step("approve", _("Approve"), frozenset({S.SUBMITTED}), S.APPROVED, may_decide_target)
RETURN = Step("return", _("Return"), frozenset({S.SUBMITTED}), S.RETURNED, may_decide_target, needs_reason=True)
DISCARD = Step("discard", _("Discard"), frozenset(WRITABLE), S.DISCARDED, may_write_target, needs_reason=True)
REPLACE = Step("replace", _("Replace"), frozenset({S.APPROVED}), S.REPLACED, replaces_target)

TARGET_STEPS = (SUBMIT, WITHDRAW, APPROVE, RETURN, DISCARD)

# How the history calls deeds that leave the version where it is.
SPLIT = gettext_noop("split")
TYPE_NUMBER = gettext_noop("type a number")
FREE_NUMBER = gettext_noop("free a number")
MOVE_BASIS = gettext_noop("move to the company's new version")

# And what it names beside them.
UNITS_OF_YEAR = gettext_noop("units in the year")
BASIS = gettext_noop("version of the company's targets")
LET_GO = gettext_noop("numbers fixed by hand that fit no longer")
REST_OF_YEAR = gettext_noop("the other months of the year")
