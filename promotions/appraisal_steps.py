"""The moves of an appraisal (handbook H7)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from promotions.appraisal_choices import AppraisalStatus as S
from promotions.promoter_rules import decides_on_promoter
from salesops.workflow.flow import Step


def _decides(actor, appraisal) -> bool:
    return decides_on_promoter(actor, appraisal.promoter)


CONFIRM = Step(gettext_noop("confirm the appraisal"), _("Confirm"), frozenset({S.DRAFT}), S.CONFIRMED, _decides)
REOPEN = Step(
    gettext_noop("open the appraisal again"),
    _("Open again"),
    frozenset({S.CONFIRMED}),
    S.DRAFT,
    _decides,
    needs_reason=True,
)
STEPS = (CONFIRM, REOPEN)
