"""Compile the catalogues without gettext's tools."""

from django.conf import settings
from django.core.management.base import BaseCommand

from salesops.web.translations import compile_catalogues


class Command(BaseCommand):
    help = "Compile locale/*/LC_MESSAGES/*.po."
    requires_system_checks = []

    def handle(self, **options):
        for path in compile_catalogues(settings.BASE_DIR):
            self.stdout.write(f"Compiled {path.relative_to(settings.BASE_DIR)}.")
