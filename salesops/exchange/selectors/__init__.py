from salesops.exchange.selectors.reports import (
    Markable,
    change_lines,
    changes_of,
    earlier_import,
    issues_of,
    lines_of,
    markable,
    marks_of,
    message_of,
    obstacle_lines,
    report_of,
    undo_of,
)

__all__ = [
    "Markable",
    "change_lines",
    "changes_of",
    "earlier_import",
    "issues_of",
    "lines_of",
    "markable",
    "marks_of",
    "message_of",
    "obstacle_lines",
    "report_of",
    "undo_of",
]
