"""Whether a running month keeps up with its plan (handbook H8.3; glossary: pace)."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from reports.calc.review import Amount, Ratio

TENTH = Decimal("0.1")
UNKNOWN = Ratio(None, None)


def pace(actual: Amount, plan: Amount | None, *, passed: int, working_days: int) -> Ratio:
    """Divide what was reached by what the plan asks of the working days that have passed."""
    if plan is None or passed <= 0 or working_days <= 0:
        return UNKNOWN
    expected = Decimal(plan) * passed / working_days
    return Ratio(actual, expected.quantize(TENTH, ROUND_HALF_UP))


def sum_of_paces(paces: Iterable[Ratio]) -> Ratio:
    """Take several areas together; one without a plan leaves both sides."""
    known = [one for one in paces if one.denominator is not None]
    if not known:
        return UNKNOWN
    return Ratio(sum(one.numerator for one in known), sum(one.denominator for one in known))
