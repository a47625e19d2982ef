from salesops.exchange.selectors.reports import (
    change_lines,
    changes_of,
    earlier_import,
    issues_of,
    lines_of,
    message_of,
    report_of,
)

__all__ = [
    "change_lines",
    "changes_of",
    "earlier_import",
    "issues_of",
    "lines_of",
    "message_of",
    "report_of",
]
