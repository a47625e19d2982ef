"""A list read again in a worker: the page's own columns, order and filter, with the person's rights of that moment."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, resolve
from django.utils import timezone
from django_htmx.middleware import HtmxDetails

from salesops.accounts.actor import actor_for
from salesops.accounts.models import User


def rows_of_list(
    path: str, query: str, *, user: User, at: datetime
) -> tuple[Sequence[object], Iterable[Sequence[object]]]:
    """Columns and rows of the file that the list at this address is for that person."""
    request = _request(path, query, user, at)
    match = request.resolver_match
    page = match.func.view_class(**match.func.view_initkwargs)
    page.setup(request, *match.args, **match.kwargs)
    if not user.is_active or not page.allowed(request.actor):
        raise PermissionDenied(path)
    page.look()
    _name, columns, rows = page.as_file()
    return columns, rows


def _request(path: str, query: str, user: User, at: datetime) -> HttpRequest:
    request = HttpRequest()
    request.method, request.path, request.path_info = "GET", path, path
    request.GET = QueryDict(query)
    request.user, request.actor = user, actor_for(user, timezone.localdate(at))
    request.htmx = HtmxDetails(request)
    try:
        request.resolver_match = resolve(path)
    except Resolver404 as error:
        raise PermissionDenied(path) from error
    return request
