"""The moves of a promotion (handbook H6.2)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from promotions.choices import PromotionStatus as S
from promotions.rules import may_plan
from salesops.workflow.flow import Step

PUBLISH = Step(gettext_noop("publish"), _("Publish"), frozenset({S.DRAFT}), S.PUBLISHED, may_plan)
CANCEL = Step("cancel", _("Cancel"), frozenset({S.DRAFT, S.PUBLISHED}), S.CANCELLED, may_plan, needs_reason=True)
STEPS = (PUBLISH, CANCEL)
