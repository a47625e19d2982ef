from salesops.exchange.models.effects import ImportEffect, ImportUndo
from salesops.exchange.models.runs import ImportChange, ImportIssue, ImportRun

__all__ = ["ImportChange", "ImportEffect", "ImportIssue", "ImportRun", "ImportUndo"]
