"""Brings database and files back from an archive (handbook H13)."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import Error

from salesops.backup.errors import one_line
from salesops.backup.services import check, restore
from salesops.backup.words import printed
from salesops.errors import DomainError


class Command(BaseCommand):
    help = "Restore database and files from ARCHIVE and compare each table with it; stop web, worker and beat before."
    requires_system_checks = []

    def add_arguments(self, parser) -> None:
        parser.add_argument("archive", type=Path, help="a file that manage.py backup wrote")
        parser.add_argument("--check", action="store_true", help="only read the archive to its end; nothing is touched")
        parser.add_argument("--replace", action="store_true", help="put it in the place of the rows that are there")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args, archive: Path, replace: bool, json: bool, **options) -> None:
        try:
            report = check(archive) if options["check"] else restore(archive, replace=replace)
        except (DomainError, OSError, Error) as refusal:
            raise CommandError(f"{archive}: {one_line(refusal)}") from refusal
        self.stdout.write(printed(report, json))
