"""The moves of a classification run (handbook H3)."""

from django.utils.translation import gettext_lazy as _

from salesops.workflow.flow import Step
from stores.choices import RunStatus
from stores.rules import may_decide_classes

MAKE_VALID = Step("make_valid", _("Make valid"), frozenset({RunStatus.PROPOSED}), RunStatus.VALID, may_decide_classes)
DISCARD = Step("discard", _("Discard"), frozenset({RunStatus.PROPOSED}), RunStatus.DISCARDED, may_decide_classes)
# A month that is run again replaces its own former run; both are kept.
REPLACE = Step("replace", _("Replace"), frozenset({RunStatus.VALID}), RunStatus.REPLACED, may_decide_classes)

RUN_STEPS = (MAKE_VALID, DISCARD)
