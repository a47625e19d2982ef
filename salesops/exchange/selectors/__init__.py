from salesops.exchange.selectors.reports import (
    change_lines,
    changes_of,
    earlier_import,
    is_markable,
    issues_of,
    lines_of,
    marks_of,
    message_of,
    obstacle_lines,
    report_of,
    undo_of,
)

__all__ = [
    "change_lines",
    "changes_of",
    "earlier_import",
    "is_markable",
    "issues_of",
    "lines_of",
    "marks_of",
    "message_of",
    "obstacle_lines",
    "report_of",
    "undo_of",
]
