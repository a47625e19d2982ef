from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TelemetryConfig(AppConfig):
    name = "salesops.telemetry"
    verbose_name = _("Telemetry")

    def ready(self) -> None:
        from django.db.backends.signals import connection_created

        from salesops.telemetry import tasks  # noqa: F401 - its listeners count tasks in every process
        from salesops.telemetry.queries import time_queries

        connection_created.connect(time_queries, dispatch_uid="salesops.telemetry")
