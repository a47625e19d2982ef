from salesops.exchange.models.effects import REMOVED, ImportEffect, ImportUndo
from salesops.exchange.models.exports import ExportRun
from salesops.exchange.models.runs import ImportChange, ImportIssue, ImportRun

__all__ = ["REMOVED", "ExportRun", "ImportChange", "ImportEffect", "ImportIssue", "ImportRun", "ImportUndo"]
