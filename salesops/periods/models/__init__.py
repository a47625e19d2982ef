from salesops.periods.models.deadlines import Deadline
from salesops.periods.models.workdays import WorkdayOverride

__all__ = ["Deadline", "WorkdayOverride"]
