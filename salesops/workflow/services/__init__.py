from salesops.workflow.services.history import (
    Difference,
    EditedMeanwhile,
    create_with_history,
    record_change,
    update_with_history,
)
from salesops.workflow.services.jobs import fail_job, finish_job, note_progress, start_job
from salesops.workflow.services.receipts import once

__all__ = [
    "Difference",
    "EditedMeanwhile",
    "create_with_history",
    "fail_job",
    "finish_job",
    "note_progress",
    "once",
    "record_change",
    "start_job",
    "update_with_history",
]
