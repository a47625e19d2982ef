"""One line and one count for each request, by the pattern of its address."""

import time
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse
from django_structlog.middlewares import RequestMiddleware

from salesops.telemetry.metrics import REQUEST_SECONDS, REQUESTS

REQUEST_ID = "X-Request-ID"
NO_PAGE = "none"
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


def page_of(request: HttpRequest) -> str:
    """The name of the page that was asked for; an address that leads nowhere is no name of its own."""
    match = getattr(request, "resolver_match", None)
    return match.view_name if match and match.view_name else NO_PAGE


class RequestLog(RequestMiddleware):
    """Gives the request its number, also to who asked, and writes one line when it is answered.

    An address may hold a secret (a calendar's, a promoter's link) and a query what was searched for, such as somebody's
    phone: the line has the page's name and the numbers in its address alone.
    """

    def __call__(self, request: HttpRequest) -> HttpResponse:
        structlog.contextvars.clear_contextvars()
        self.prepare(request)
        request.id = structlog.contextvars.get_contextvars()["request_id"]
        response = self.get_response(request)
        response[REQUEST_ID] = request.id
        self.handle_response(request, response)
        return response

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        match = getattr(request, "resolver_match", None)
        numbers = {name: value for name, value in (match.kwargs if match else {}).items() if isinstance(value, int)}
        told = "".join(f" {name}={value}" for name, value in numbers.items())
        return f"{request.method} {page_of(request)}{told}"


class RequestCount:
    """Counts and times what is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = self.get_response(request)
        page, method = page_of(request), request.method if request.method in METHODS else "other"
        REQUESTS.labels(page, method, str(response.status_code)).inc()
        REQUEST_SECONDS.labels(page).observe(time.perf_counter() - began)
        return response
