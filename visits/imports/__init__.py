"""What can be imported for visits (handbook H4.2); registered in `VisitsConfig.ready`."""

from visits.imports.travel_times import TRAVEL_TIMES

KINDS = (TRAVEL_TIMES,)

__all__ = ["KINDS", "TRAVEL_TIMES"]
