"""What a supervisor asks: is the process up, and can the program work?"""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from salesops.web.openapi import FLAG, TEXT, Operation, described, whole_record
from salesops.web.pulse import pulses

ALIVE = Operation(is_open=True, media="text/plain", answers={200: TEXT})
_PARTS = {"type": "object", "additionalProperties": whole_record(well=FLAG, detail=TEXT)}
READY = Operation(is_open=True, answers={200: _PARTS, 503: _PARTS})


@require_safe
@never_cache
@described(ALIVE)
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer as long as the process does; a restart would mend nothing else."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
@never_cache
@described(READY)
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 503 with what is wrong while database, queue, worker or beat are not well."""
    felt = pulses(timezone.now())
    parts = {pulse.name: {"well": pulse.is_well, "detail": pulse.detail} for pulse in felt}
    return JsonResponse(parts, status=200 if all(pulse.is_well for pulse in felt) else 503)
