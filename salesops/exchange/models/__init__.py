from salesops.exchange.models.runs import ImportChange, ImportIssue, ImportRun

__all__ = ["ImportChange", "ImportIssue", "ImportRun"]
