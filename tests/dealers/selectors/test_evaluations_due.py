"""Dealers are measured until their center's tenth working day after the quarter, and longer where one is owed (H1)."""

from datetime import date

import pytest

from dealers.calc.quarters import Quarter
from dealers.selectors.evaluations_due import centers_to_evaluate
from tests.factories.accounts import CenterFactory
from tests.factories.dealer_evaluations import EvaluationFactory

pytestmark = pytest.mark.django_db

THIRD = Quarter.parse("2026Q3")


@pytest.mark.parametrize(
    ("on", "open_to"),
    [
        # National Day takes the 1st to the 7th; the 10th is a make-up day for both.
        (date(2026, 10, 19), {"FIVE", "SIX"}),
        (date(2026, 10, 20), {"FIVE"}),
        (date(2026, 10, 21), set()),
    ],
)
def test_a_center_is_measured_until_its_own_tenth_working_day(on, open_to):
    CenterFactory(code="FIVE", works_saturday=False)
    CenterFactory(code="SIX", works_saturday=True)

    assert set(centers_to_evaluate(THIRD, on)) == open_to


def test_a_center_that_owes_one_is_measured_on(cast):
    evaluation = EvaluationFactory(quarter=THIRD.first_day)

    assert centers_to_evaluate(THIRD, date(2026, 11, 9)) == [evaluation.center.code]
