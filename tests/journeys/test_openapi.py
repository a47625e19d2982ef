"""What the OpenAPI document names answers as it says, whatever is sent, and never breaks (goal I7, handbook H13).

A run of the suite sends a little, the same each time; `make fuzz` sends ten thousand requests, other ones each time.
"""

import gzip
import os

import pytest
import requests
import schemathesis
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.core.transport import Response
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from salesops.web.openapi import document
from tests.journeys.foreign import ROWS

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(1800)]

IS_LONG = os.environ.get("SALESOPS_LONG") == "1"
ALL_REQUESTS = 10_000
OPERATIONS = [(path, method) for path, methods in document()["paths"].items() for method in methods]
EACH = -(-ALL_REQUESTS // len(OPERATIONS)) if IS_LONG else 8
OF_THE_CLIENT = {"content-length", "content-type", "cookie"}
CHECKS = [status_code_conformance, content_type_conformance, response_schema_conformance]


def sent(client, case):
    """The answer to a generated request, whose deeds are taken back; an accident in a view comes out as itself."""
    asked = requests.Request(**case.as_transport_kwargs(base_url="http://testserver")).prepare()
    headers = {name: value for name, value in asked.headers.items() if name.lower() not in OF_THE_CLIENT}
    with transaction.atomic():
        answer = client.generic(
            asked.method,
            asked.path_url,
            asked.body or b"",
            content_type=asked.headers.get("Content-Type", ""),
            headers=headers,
        )
        content = answer.getvalue() if answer.streaming else answer.content
        transaction.set_rollback(True)
    return Response(
        status_code=answer.status_code,
        headers={name: [value] for name, value in answer.items()},
        content=gzip.decompress(content) if answer.get("Content-Encoding") == "gzip" else content,
        request=asked,
        elapsed=0,
        verify=False,
    )


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_what_the_document_names_answers_as_it_says(cast, path, method):
    schema = schemathesis.openapi.from_dict(document())
    operation, row = schema[path][method], ROWS[schema[path][method].definition.raw["operationId"]]
    client = Client()
    client.force_login(cast.rep)
    there = row.subject(cast) if row.subject else {}

    @settings(
        max_examples=EACH,
        derandomize=not IS_LONG,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(), is_there=st.booleans())
    def send(case, is_there):
        if is_there:
            case.path_parameters = {key: str(value) for key, value in there.items()}
        case.validate_response(sent(client, case), checks=CHECKS)

    send()
