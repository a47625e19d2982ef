"""Refuse texts that have no sound Chinese counterpart."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from salesops.web.translations import findings


class Command(BaseCommand):
    help = "List texts whose Chinese is missing, fuzzy, or has other placeholders."
    requires_system_checks = []

    def handle(self, **options):
        found = findings(settings.BASE_DIR)
        for finding in found:
            self.stdout.write(f"{finding.where}: {finding.msgid!r}: {finding.fault}")
        if found:
            raise CommandError(f"{len(found)} texts lack a sound translation; see manage.py update_translations.")
        self.stdout.write("Every text has its Chinese.")
