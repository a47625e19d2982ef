"""Green, amber or red: how far an actual is from its plan (handbook H8.3, H9)."""

from enum import StrEnum

from reports.calc.review import Comparison

# Percent of the plan: from here on it is reached, below that it needs a cause.
GREEN_FROM = 100
RED_BELOW = 80


class Light(StrEnum):
    GREEN = "green"
    AMBER = "amber"
    RED = "red"


def light_of(comparison: Comparison) -> Light | None:
    """Judge an actual by its plan; without a plan, or with a plan of nothing, there is nothing to judge."""
    plan = comparison.plan
    if not plan or plan < 0:
        return None
    reached = comparison.actual * 100
    if reached >= plan * GREEN_FROM:
        return Light.GREEN
    return Light.RED if reached < plan * RED_BELOW else Light.AMBER
