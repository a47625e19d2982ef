"""Takes an import back by the number of its run (handbook H2.4)."""

import json

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from salesops.accounts.actor import Actor
from salesops.errors import DomainError
from salesops.exchange.choices import RunState
from salesops.exchange.models import ImportRun
from salesops.exchange.selectors import message_of, obstacle_lines
from salesops.exchange.services import look_at_undo, request_undo, undo_import

_MOST_LINES = 100


class Command(BaseCommand):
    help = "Show what undoing an import would do and, with --commit, undo it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("run", type=int, help="the number of the run, as the import printed it")
        parser.add_argument("--commit", action="store_true", help="undo; without it only look")
        parser.add_argument("--possible-only", action="store_true", help="leave rows that stand in the way")
        parser.add_argument("--reason", default="manage.py undo_import", help="what the history shall say")
        parser.add_argument("--json", action="store_true", help="print the report as JSON")

    def handle(self, *args, run: int, commit: bool, possible_only: bool, reason: str, **options) -> None:
        actor = Actor.system("undo import")
        found = ImportRun.objects.unscoped(because="whoever runs commands sees all").filter(pk=run).first()
        if found is None:
            raise CommandError(f"There is no import with the number {run}.")
        at = timezone.now()
        try:
            plan = look_at_undo(found, actor=actor, at=at)
            report = _report(found, plan)
            if commit:
                request_undo(found, possible_only=possible_only, actor=actor, at=at, reason=reason)
                found = undo_import(found.pk, clock=timezone.now)
        except DomainError as refusal:
            raise CommandError(f"{run}: {refusal}") from refusal
        report["committed"] = found.state == RunState.UNDONE
        self.stdout.write(json.dumps(report, ensure_ascii=False) if options["json"] else _as_text(report))
        if commit and not report["committed"]:
            raise CommandError(f"{run}: {message_of(found)}")


def _report(run: ImportRun, plan) -> dict[str, object]:
    lines = obstacle_lines(plan.obstacles, run.kind)
    return {
        "run": run.pk,
        "kind": run.kind,
        "file": run.file_name,
        "removed": plan.removed,
        "restored": plan.restored,
        "kept": plan.kept,
        "obstacles": [{"row": line.row, "subject": line.subject, "message": line.message} for line in lines],
    }


def _as_text(report: dict) -> str:
    lines = [" ".join(f"{name}={report[name]}" for name in ("removed", "restored", "kept", "committed"))]
    lines += [f"{line['row']} {line['subject']}: {line['message']}" for line in report["obstacles"][:_MOST_LINES]]
    return "\n".join(lines)
