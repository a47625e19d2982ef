from salesops.exchange.models.effects import ImportEffect, ImportUndo
from salesops.exchange.models.exports import ExportRun
from salesops.exchange.models.runs import ImportChange, ImportIssue, ImportRun

__all__ = ["ExportRun", "ImportChange", "ImportEffect", "ImportIssue", "ImportRun", "ImportUndo"]
