"""Print the OpenAPI document of what answers programs (handbook H13)."""

import json

from django.core.management.base import BaseCommand

from salesops.web.openapi import document


class Command(BaseCommand):
    help = "Print the OpenAPI document of what answers programs: the phone's app, maps, calendars, health."
    requires_system_checks = []

    def handle(self, **options):
        self.stdout.write(json.dumps(document(), ensure_ascii=False, indent=2))
