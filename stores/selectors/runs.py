"""Classification runs as a manager reads them (handbook H3)."""

from salesops.periods.month import Month
from stores.choices import RunStatus
from stores.models import ClassificationRun


def is_decided(center_id: int, month: Month) -> bool:
    """Whether a manager has made a run of that month valid, or discarded one. One query."""
    runs = ClassificationRun.objects.unscoped(because="a job asks whether there is work left")
    decided = (RunStatus.VALID, RunStatus.DISCARDED)
    return runs.filter(center_id=center_id, month=month.first_day, status__in=decided).exists()
