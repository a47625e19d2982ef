"""Say which services are here and how to get the others."""

from django.core.management.base import BaseCommand

from salesops.web.machine import services


class Command(BaseCommand):
    help = "Show what is missing for the production form and the browser tests."
    requires_system_checks = []

    def handle(self, **options):
        for service in services():
            state = f"there ({service.where})" if service.is_there else f"missing; {service.how}"
            self.stdout.write(f"{service.name}: {state}")
