"""Evaluations of dealers."""

from datetime import date
from decimal import Decimal

import factory

from dealers.models import DealerEvaluation, EvaluationLine
from tests.factories.dealer_development import DealerFactory
from tests.factories.visits import MORNING


class EvaluationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DealerEvaluation

    customer = factory.SubFactory(DealerFactory)
    center = factory.SelfAttribute("customer.center")
    rep = factory.SelfAttribute("customer.rep")
    quarter = date(2026, 7, 1)
    due_on = date(2026, 10, 22)
    score = Decimal("72.0")
    grade = "B"
    suggestion = "keep"
    terms = factory.LazyFunction(lambda: {"a_line": 85, "b_line": 70, "c_line": 55})
    rule = "test"
    measured_at = MORNING

    class Params:
        submitted = factory.Trait(status="submitted", adjustment="keep", adjustment_reason="稳定")


class EvaluationLineFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EvaluationLine

    evaluation = factory.SubFactory(EvaluationFactory)
    measure = "payment"
    weight = 20
    numerator = 80
    denominator = 100
    drafted_score = Decimal("80.0")
    evidence = factory.LazyFunction(lambda: [["FP1 2026-08-01", "8000.00 –", False, ""]])
