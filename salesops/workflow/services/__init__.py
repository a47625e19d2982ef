from salesops.workflow.services.history import (
    Difference,
    EditedMeanwhile,
    create_with_history,
    differences_between,
    record_change,
    settle,
    update_with_history,
)
from salesops.workflow.services.jobs import fail_job, finish_job, note_progress, resume_job, start_job, stop_job
from salesops.workflow.services.receipts import once

__all__ = [
    "Difference",
    "EditedMeanwhile",
    "create_with_history",
    "differences_between",
    "fail_job",
    "finish_job",
    "note_progress",
    "once",
    "record_change",
    "resume_job",
    "settle",
    "start_job",
    "stop_job",
    "update_with_history",
]
