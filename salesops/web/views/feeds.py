"""Feeds for other programs (handbook H13): by a token, within its scope, with the rights of its person.

A feed gives its rows in the order of their keys: `after` is the key behind which a page begins, and comes back
with each page for the next one. Nothing is written here.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from salesops.accounts.choices import ApiScope
from salesops.accounts.services import reader_of
from salesops.web.openapi import FLAG, TEXT, WHOLE, Operation, Schema, described, list_of, whole_record
from salesops.web.typed import day_in

ROWS_A_PAGE, MOST_ROWS = 500, 2_000
_BEARER = "Bearer "
_LARGEST_KEY = 2**63 - 1
REFUSED = whole_record(error=TEXT)

Read = Callable[[HttpRequest], HttpResponse]


class BadQuery(ValueError):
    """The address asks what makes no sense; the words say which part."""


def feed(scope: ApiScope, row: Schema, **filters: Schema) -> Callable[[Read], Read]:
    """A view that answers a page of rows to whoever has a token of this scope, and nobody else.

    `row` describes one row, `filters` what the address may narrow by beside `after` and `limit`.
    """
    page = whole_record(rows=list_of(row), after=WHOLE, has_more=FLAG)
    statuses = (HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)
    operation = Operation(
        query={"after": WHOLE, "limit": WHOLE} | filters,
        answers={HTTPStatus.OK: page} | dict.fromkeys(statuses, REFUSED),
        scope=scope.value,
    )

    def guard(view: Read) -> Read:
        @never_cache
        @require_safe
        @described(operation)
        @wraps(view)
        def guarded(request: HttpRequest) -> HttpResponse:
            reader = reader_of(_secret_in(request), timezone.now())
            if reader is None:
                refusal = _refused(HTTPStatus.UNAUTHORIZED, "The token is missing, wrong, expired or taken back.")
                refusal["WWW-Authenticate"] = "Bearer"
                return refusal
            token, request.actor = reader
            if scope not in token.scopes:
                return _refused(HTTPStatus.FORBIDDEN, f"The token may not read: {scope.value}.")
            try:
                return view(request)
            except BadQuery as mistake:
                return _refused(HTTPStatus.BAD_REQUEST, str(mistake))

        return guarded

    return guard


def feed_page(
    request: HttpRequest, rows: QuerySet, write: Callable[[Sequence[Model]], Iterable[dict[str, Any]]]
) -> JsonResponse:
    """One page of the rows behind `after`. One query, and those of `write`."""
    after = _whole_in(request, "after", 0, _LARGEST_KEY)
    limit = _whole_in(request, "limit", ROWS_A_PAGE, MOST_ROWS)
    found = list(rows.filter(pk__gt=after).order_by("pk")[: limit + 1])
    shown = found[:limit]
    answer = {
        "rows": list(write(shown)),
        "after": shown[-1].pk if shown else after,
        "has_more": len(found) > limit,
    }
    return JsonResponse(answer, json_dumps_params={"ensure_ascii": False})


def of_days(request: HttpRequest, rows: QuerySet, field: str, name: str) -> QuerySet:
    """The rows whose day lies in what the address names as `<name>_from` and `<name>_to`, both of them included."""
    for end, lookup in (("from", "gte"), ("to", "lte")):
        day = _day_in(request, f"{name}_{end}")
        if day is not None:
            rows = rows.filter(**{f"{field}__{lookup}": day})
    return rows


def _day_in(request: HttpRequest, name: str) -> date | None:
    day = day_in(request.GET, name)
    if day is None and request.GET.get(name):
        raise BadQuery(f"{name}: not a day such as 2026-11-30.")
    return day


def _whole_in(request: HttpRequest, name: str, usual: int, most: int) -> int:
    said = request.GET.get(name)
    if said is None:
        return usual
    if not (said.isascii() and said.isdecimal() and len(said) <= len(str(most)) and int(said) <= most):
        raise BadQuery(f"{name}: not a whole number from 0 to {most}.")
    return int(said)


def _secret_in(request: HttpRequest) -> str:
    said = request.headers.get("Authorization", "")
    return said.removeprefix(_BEARER).strip() if said.startswith(_BEARER) else ""


def _refused(status: HTTPStatus, words: str) -> JsonResponse:
    return JsonResponse({"error": words}, status=status)
