"""Writes database and files into one archive (handbook H13)."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import Error
from django.utils import timezone

from salesops.backup.errors import one_line
from salesops.backup.services import back_up
from salesops.backup.words import printed
from salesops.errors import DomainError


class Command(BaseCommand):
    help = "Write database and files, as of one moment, into one archive in FOLDER; nobody has to stop working."
    requires_system_checks = []

    def add_arguments(self, parser) -> None:
        parser.add_argument("folder", type=Path, help="an existing folder, best of all on another disk")
        parser.add_argument("--keep", type=int, help="how many archives stay in the folder, the newest ones")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args, folder: Path, keep: int | None, json: bool, **options) -> None:
        try:
            report = back_up(folder, at=timezone.now(), keep=keep)
        except (DomainError, OSError, Error) as refusal:
            raise CommandError(one_line(refusal)) from refusal
        self.stdout.write(printed(report, json))
