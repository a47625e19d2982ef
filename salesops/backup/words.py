"""What the commands print."""

import json
from dataclasses import asdict

from salesops.backup.services import Report

_MOST_LINES = 20


def printed(report: Report, as_json: bool) -> str:
    """One JSON object, or one line of figures and below it what somebody should look at."""
    if as_json:
        return json.dumps(asdict(report), ensure_ascii=False)
    figures = ("made_at", "database", "tables", "rows", "files", "size")
    lines = [f"{report.archive}: " + " ".join(f"{name}={getattr(report, name)}" for name in figures)]
    lines += [f"lacking: {name}" for name in report.lacking[:_MOST_LINES]]
    if (more := len(report.lacking) - _MOST_LINES) > 0:
        lines.append(f"lacking: {more} more")
    lines += [f"removed: {name}" for name in report.removed]
    if report.beside:
        lines.append(f"beside: {report.beside} files lie there that the archive does not have; they stay")
    return "\n".join([*lines, *report.remarks])
