"""Every URL × the cast of two centers (handbook H0); it grows by itself with each new URL."""

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from salesops.web.openapi import operation_of, places
from tests.architecture.access import all_rows, all_url_names

ROWS = all_rows()
DESCRIBED = {place.name for place in places() if operation_of(place.view)}
FOR_PROGRAMS = ("application/json", "application/geo+json", "application/manifest+json", "text/calendar", "text/plain")


def test_every_url_has_a_row_and_every_row_a_url():
    assert set(all_url_names()) == set(ROWS)


def answer_to(client: Client, method: str, address: str, data: dict) -> HttpResponse:
    """What one person is answered; then it is undone, so that the next one finds the object as it was made."""
    with transaction.atomic():
        answer = getattr(client, method)(address, data)
        if answer.streaming:
            answer.getvalue()  # Read to its end, a download closes its file.
        transaction.set_rollback(True)
    return answer


@pytest.mark.parametrize("name", sorted(set(ROWS) & set(all_url_names())))
def test_url_by_each_of_the_cast(entered, name):
    (cast, enter), row = entered, ROWS[name]
    address = reverse(name, kwargs=row.subject(cast) if row.subject else {})

    answers = {who: answer_to(enter(who), row.method, address, row.data) for who in row.expected()}

    assert {who: answer.status_code for who, answer in answers.items()} == row.expected()
    are_for_programs = any(answer.get("Content-Type", "").startswith(FOR_PROGRAMS) for answer in answers.values())
    assert name in DESCRIBED or not are_for_programs, "a view for programs says so by @described"
