"""One answer for both kinds of request: a fragment for htmx, a page or a redirect for the rest."""

from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers


def answer(
    request: HttpRequest,
    fragment: str,
    context: dict[str, Any],
    *,
    to: Any = None,
    status: int = 200,
    trigger: str = "",
) -> HttpResponse:
    """Return the fragment to htmx, with waiting messages; else go to `to`, else show it as a page.

    `trigger` names an event for other parts of the page, such as "plan-changed".
    """
    if request.htmx:
        response = HttpResponse(render_to_string(fragment, context, request), status=status)
        if get_messages(request):
            response.write(render_to_string("components/messages.html", {"is_swapped": True}, request))
        patch_vary_headers(response, ["HX-Request"])
        if trigger:
            response["HX-Trigger"] = trigger
        return response
    if to is not None and status < 400:
        return redirect(to)
    return render(request, "layouts/fragment.html", {**context, "fragment": fragment}, status=status)
