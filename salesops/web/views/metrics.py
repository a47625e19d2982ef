"""What Prometheus asks for."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from salesops.telemetry.figures import House
from salesops.telemetry.metrics import counted_everywhere
from salesops.web.openapi import TEXT, Operation, described

FIGURES = Operation(
    is_open=True, media="text/plain", headers={"Authorization": TEXT}, answers={200: TEXT, 401: None, 404: None}
)


@require_safe
@never_cache
@described(FIGURES)
def metrics(request: HttpRequest) -> HttpResponse:
    """All figures, for who knows the token; without a token in the settings there is no such page."""
    if not settings.METRICS_TOKEN:
        raise Http404
    if not constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {settings.METRICS_TOKEN}"):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
    registry = counted_everywhere()
    registry.register(House(timezone.now()))
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
