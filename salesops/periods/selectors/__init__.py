from salesops.periods.selectors.calendar import (
    CycleDue,
    cycle_due,
    week_of,
    workday_overrides,
    working_days,
)

__all__ = ["CycleDue", "cycle_due", "week_of", "workday_overrides", "working_days"]
