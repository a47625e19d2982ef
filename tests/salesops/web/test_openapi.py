"""The OpenAPI document says of every address that answers programs what it takes and answers (handbook H13)."""

import ast
import inspect
import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.http import JsonResponse
from django.urls import reverse

from salesops.web.openapi import document, operation_of, places

pytestmark = pytest.mark.any_engine

MACHINE_WORDS = (
    "JsonResponse(",
    "application/json",
    "+json",
    "text/calendar",
    "text/plain",
    "CONTENT_TYPE_LATEST",
    "feed_page(",
)


def code_behind(view):
    """A view function's code and that of the functions of its file that it calls."""
    function = inspect.unwrap(view)
    if hasattr(function, "view_class"):
        return inspect.getsource(function.view_class)
    tree = ast.parse(Path(inspect.getsourcefile(function)).read_text())
    functions = {one.name: one for one in tree.body if isinstance(one, ast.FunctionDef)}
    found, open_names = {}, [function.__name__]
    while open_names:
        name = open_names.pop()
        if name in functions and name not in found:
            found[name] = ast.unparse(functions[name])
            open_names += [one.id for one in ast.walk(functions[name]) if isinstance(one, ast.Name)]
    return "\n".join(found.values())


def test_every_view_that_answers_programs_is_described_and_no_other_one():
    answering = {place.name for place in places() if any(word in code_behind(place.view) for word in MACHINE_WORDS)}

    assert answering == {place.name for place in places() if operation_of(place.view) is not None}


def test_the_document_names_them_with_their_arguments_and_methods():
    paths = document()["paths"]

    assert {place.path for place in places() if operation_of(place.view)} == set(paths)
    assert [one["name"] for one in paths["/visits/calendar/feed/{token}.ics"]["get"]["parameters"]] == ["token"]
    assert paths["/visits/routes/{pk}/trial/"]["post"]["security"] == [{"session": [], "token": []}]


def test_every_described_address_says_in_words_what_it_is_for():
    operations = [one for path in document()["paths"].values() for one in path.values()]

    assert [one["operationId"] for one in operations if not one["summary"]] == []


@pytest.mark.django_db
def test_the_command_prints_what_the_address_answers(cast, client):
    client.force_login(cast.rep)
    out = StringIO()

    call_command("openapi", stdout=out)
    answer = client.get(reverse("web:openapi"))

    assert isinstance(answer, JsonResponse)
    assert json.loads(out.getvalue()) == answer.json() == json.loads(json.dumps(document()))
