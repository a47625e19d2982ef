"""The moves of a promotion's summary (handbook H6.2)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy

from promotions.effect_choices import SummaryStatus as S
from promotions.rules import may_plan
from salesops.workflow.flow import Step

MEASURE = gettext_noop("measure the effect")


def _planned_it(actor, summary) -> bool:
    return may_plan(actor, summary.promotion)


FINISH = Step(gettext_noop("finish the summary"), _("Finish"), frozenset({S.OPEN}), S.FINISHED, _planned_it)
REOPEN = Step(
    gettext_noop("open the summary again"),
    pgettext_lazy("summary", "Open again"),
    frozenset({S.FINISHED}),
    S.OPEN,
    _planned_it,
    needs_reason=True,
)
STEPS = (FINISH, REOPEN)
