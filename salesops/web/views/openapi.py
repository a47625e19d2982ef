"""The OpenAPI document, for whoever writes a program against this one (handbook H13)."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from salesops.web.openapi import ANY, TEXT, Operation, described, document, record

ITSELF = Operation(
    answers={200: record("openapi", "info", "paths", openapi=TEXT, info=record(others=ANY), paths=ANY, components=ANY)}
)


@login_required
@require_safe
@described(ITSELF)
def openapi(request: HttpRequest) -> JsonResponse:
    """What every address for programs takes and answers."""
    return JsonResponse(document(), json_dumps_params={"ensure_ascii": False})
