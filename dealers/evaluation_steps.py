"""The moves of a dealer's evaluation (handbook H10.6)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from dealers.evaluation_choices import EvaluationStatus as S
from dealers.evaluation_choices import Measure
from dealers.evaluation_rules import decides_evaluation, writes_evaluation
from salesops.workflow.flow import Step

SUBMIT = Step("submit", _("Propose"), frozenset({S.DRAFT, S.RETURNED}), S.SUBMITTED, writes_evaluation)
APPROVE = Step("approve", _("Approve"), frozenset({S.SUBMITTED}), S.APPROVED, decides_evaluation)
RETURN = Step("return", _("Return"), frozenset({S.SUBMITTED}), S.RETURNED, decides_evaluation, needs_reason=True)
EVALUATION_STEPS = (SUBMIT, APPROVE, RETURN)

MEASURE = gettext_noop("measure dealer")
TYPE_SCORE = gettext_noop("change a score")
MEASURES_IN_WORDS = {
    Measure.TARGET: gettext_noop("score of target"),
    Measure.DISTRIBUTION: gettext_noop("score of distribution"),
    Measure.STOCK: gettext_noop("score of stock"),
    Measure.PAYMENT: gettext_noop("score of payment"),
    Measure.DISCIPLINE: gettext_noop("score of discipline"),
    Measure.TEAM: gettext_noop("score of team"),
    Measure.REPORTING: gettext_noop("score of reporting"),
}
