"""The OpenAPI document of what answers programs (handbook H13): read from the addresses, never kept by hand.

A view that answers anything but a page says so beside its code with `@described`; `document()` walks the URLconf and
writes down every one it finds. `manage.py openapi` prints it, `/openapi.json` answers it.
"""

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

Schema = Mapping[str, Any]
JSON = "application/json"

TEXT: Schema = {"type": "string"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
DAY: Schema = {"type": "string", "format": "date"}
WHOLE: Schema = {"type": "integer"}
NUMBER: Schema = {"type": "number"}
FLAG: Schema = {"type": "boolean"}
SHA256: Schema = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
UUID: Schema = {"type": "string", "format": "uuid"}
ANY: Schema = {}

_CONVERTED: dict[str, Schema] = {
    "IntConverter": {"type": "integer", "minimum": 0},
    "UUIDConverter": UUID,
    "SlugConverter": {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"},
    "StringConverter": {"type": "string", "minLength": 1, "pattern": "^[^/]+$"},
}
_MARK = "described"


def record(*required: str, others: Schema | bool = False, **properties: Schema) -> Schema:
    """An object of these properties; what is not `required` may be missing, `others` says whether more may come."""
    written: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": others}
    return written | ({"required": list(required)} if required else {})


def whole_record(**properties: Schema) -> Schema:
    """An object of exactly these properties."""
    return record(*properties, **properties)


def list_of(schema: Schema) -> Schema:
    return {"type": "array", "items": schema}


def or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


@dataclass(frozen=True, slots=True)
class Operation:
    """What one view takes and answers: schemas by status, and how they come.

    An answer without a schema (None) has no body that a program could read. With a `scope` it is asked by a token of
    that scope and by no session.
    """

    answers: Mapping[int, Schema | None]
    method: str = "get"
    media: str = JSON
    query: Mapping[str, Schema] = field(default_factory=dict)
    headers: Mapping[str, Schema] = field(default_factory=dict)
    body: Schema | None = None
    body_media: str = JSON
    is_open: bool = False
    scope: str = ""


def described(operation: Operation) -> Callable[[Callable], Callable]:
    """Mark a view as one that answers programs; stands below `login_required` and its like, which carry the mark on."""

    def mark(view: Callable) -> Callable:
        setattr(view, _MARK, operation)
        return view

    return mark


def operation_of(view: Callable) -> Operation | None:
    return getattr(view, _MARK, None)


@dataclass(frozen=True, slots=True)
class Place:
    """An address of the URLconf: its full name, its path with `{…}` for each argument, and its view."""

    name: str
    path: str
    arguments: Mapping[str, Schema]
    view: Callable


def places() -> Iterator[Place]:
    """Every address of the program."""
    return _below(get_resolver(), "", "/", {})


def _below(resolver: URLResolver, namespace: str, path: str, arguments: Mapping[str, Schema]) -> Iterator[Place]:
    for pattern in resolver.url_patterns:
        converters = getattr(pattern.pattern, "converters", {})
        inner = arguments | {key: _CONVERTED[type(one).__name__] for key, one in converters.items()}
        onward = path + _braced(str(pattern.pattern), converters)
        if isinstance(pattern, URLPattern):
            yield Place(namespace + (pattern.name or onward), onward, inner, pattern.callback)
        else:
            yield from _below(
                pattern, namespace + (f"{pattern.namespace}:" if pattern.namespace else ""), onward, inner
            )


def _braced(route: str, converters: Mapping[str, Any]) -> str:
    """`<int:pk>` becomes `{pk}`."""
    for key in converters:
        start = route.index("<")
        route = f"{route[:start]}{{{key}}}{route[route.index('>') + 1 :]}"
    return route


def document() -> dict[str, Any]:
    """The whole document, of OpenAPI 3.1."""
    paths: dict[str, dict[str, Any]] = {}
    for place in places():
        if (operation := operation_of(place.view)) is not None:
            paths.setdefault(place.path, {})[operation.method] = _written(place, operation)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "salesops",
            "version": "1",
            "description": "What answers programs: feeds for ERP, tills and reports below /api/ by token, and the "
            "doors of the phone's app, the maps, the route editor, calendars and health. Rights are those of the "
            "person whose token or session it is.",
        },
        "paths": dict(sorted(paths.items())),
        "components": {
            "securitySchemes": {
                "session": {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME},
                "bearer": {"type": "http", "scheme": "bearer"},
                "token": {"type": "apiKey", "in": "header", "name": "X-CSRFToken"},
            }
        },
    }


def _written(place: Place, operation: Operation) -> dict[str, Any]:
    words = (inspect.getdoc(place.view) or "").split("\n\n")
    written = {
        "operationId": place.name,
        "summary": " ".join(words[0].split()),
        "parameters": [
            *(_parameter(key, "path", schema) for key, schema in place.arguments.items()),
            *(_parameter(key, "query", schema) for key, schema in operation.query.items()),
            *(_parameter(key, "header", schema) for key, schema in operation.headers.items()),
        ],
        "responses": {str(status): answer for status, answer in _answers(place, operation).items()},
        "security": _security(operation),
    }
    if operation.body is not None:
        written["requestBody"] = {"required": True, "content": {operation.body_media: {"schema": operation.body}}}
    return written


def _parameter(name: str, where: str, schema: Schema) -> dict[str, Any]:
    return {"name": name, "in": where, "required": where == "path", "schema": schema}


def _answers(place: Place, operation: Operation) -> dict[int, dict[str, Any]]:
    """Those that the view names, and those that the house's doors give before it."""
    answers: dict[int, dict[str, Any]] = {}
    if not (operation.is_open or operation.scope):
        answers[302] = {"description": "Nobody is logged in; leads to the login page."}
        answers[403] = {"description": "Not for this person, or without the token of its session."}
    if place.arguments:
        answers[404] = {"description": "There is no such thing, or not for this person."}
    for status, schema in operation.answers.items():
        answers[status] = {"description": _SAID.get(status, "Answered.")}
        if schema is not None:
            answers[status]["content"] = {operation.media: {"schema": schema}}
    return dict(sorted(answers.items()))


_SAID = {
    304: "As it was.",
    400: "What came is not what was to be sent; it may come again.",
    401: "The token is missing or wrong.",
    403: "Not for this person.",
    404: "There is no such thing.",
    409: "It stands otherwise here meanwhile.",
    422: "Refused, with the reason.",
    503: "Not well, with what is wrong.",
}


def _security(operation: Operation) -> list[dict[str, list[str]]]:
    if operation.is_open:
        return []
    if operation.scope:
        return [{"bearer": [operation.scope]}]
    return [{"session": []} if operation.method == "get" else {"session": [], "token": []}]
