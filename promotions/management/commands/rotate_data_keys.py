"""Seal personal data and second factors anew by the first of SALESOPS_DATA_KEYS (handbook H0, H7)."""

from django.core.management.base import BaseCommand

from promotions.services.personal import seal_anew
from salesops.accounts.services import seal_factors_anew


class Command(BaseCommand):
    help = (
        "Seal all personal data and second factors anew by the first of SALESOPS_DATA_KEYS; "
        "then the former key can be taken away."
    )

    def handle(self, *args, **options) -> None:
        self.stdout.write(f"{seal_anew()} sealed anew, {seal_factors_anew()} second factors")
