"""Seal personal data anew by the first of SALESOPS_DATA_KEYS (handbook H0, H7)."""

from django.core.management.base import BaseCommand

from promotions.services.personal import seal_anew


class Command(BaseCommand):
    help = "Seal all personal data anew by the first of SALESOPS_DATA_KEYS; then the former key can be taken away."

    def handle(self, *args, **options) -> None:
        self.stdout.write(f"{seal_anew()} sealed anew")
