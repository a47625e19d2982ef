"""The base of the import commands: FILE [--commit] [--good-rows-only] [--reason TEXT] [--json] (handbook H2.4)."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from salesops.accounts.actor import Actor
from salesops.errors import DomainError
from salesops.exchange.choices import RunState
from salesops.exchange.models import ImportRun
from salesops.exchange.selectors import report_of
from salesops.exchange.services import run_file

_MOST_LINES = 100


class ImportCommand(BaseCommand):
    """A dry run of one file, or with --commit its import. A room's command sets `kind_code`.

    The exit code is 1 where the file cannot be read, and where rows with errors kept a commit
    from happening.
    """

    kind_code = ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="an .xlsx or .csv file")
        parser.add_argument("--commit", action="store_true", help="import; without it only check")
        parser.add_argument("--good-rows-only", action="store_true", help="leave rows with errors out")
        parser.add_argument("--reason", default="", help="what the history of each object shall say")
        parser.add_argument("--json", action="store_true", help="print the report as JSON")

    def handle(self, *args, file: Path, commit: bool, good_rows_only: bool, reason: str = "", **options) -> None:
        actor = Actor.system(f"import {self.kind_code}")
        try:
            run = run_file(
                self.kind_code,
                file,
                actor=actor,
                clock=timezone.now,  # noqa: TID251 - a command reads the clock
                commit=commit,
                good_rows_only=good_rows_only,
                reason=reason,
            )
        except (DomainError, OSError) as refusal:
            raise CommandError(f"{file}: {refusal}") from refusal
        report = report_of(run, actor)
        self.stdout.write(json.dumps(report, ensure_ascii=False) if options["json"] else _as_text(report))
        if commit and run.state != RunState.IMPORTED:
            raise CommandError(_refusal(run))


def _refusal(run: ImportRun) -> str:
    return _("%(count)s rows have errors, so nothing was imported.") % {"count": run.error_count}


def _as_text(report: dict) -> str:
    counts = ("rows", "created", "changed", "unchanged", "error_count", "committed")
    lines = [" ".join(f"{name}={report[name]}" for name in counts)]
    lines += [f"{line['row']} {line['column']}: {line['message']}" for line in report["errors"][:_MOST_LINES]]
    return "\n".join(lines)
