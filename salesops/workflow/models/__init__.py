from salesops.workflow.models.audit import AuditEvent, FieldChange
from salesops.workflow.models.jobs import JobRun
from salesops.workflow.models.receipts import FormReceipt

__all__ = ["AuditEvent", "FieldChange", "FormReceipt", "JobRun"]
