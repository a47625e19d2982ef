"""Every URL × the cast of two centers (handbook H0); it grows by itself with each new URL."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.architecture.access import all_rows, all_url_names

ROWS = all_rows()


def test_every_url_has_a_row_and_every_row_a_url():
    assert set(all_url_names()) == set(ROWS)


def answer_to(client: Client, method: str, address: str, data: dict) -> int:
    """What one person is answered; then it is undone, so that the next one finds the object as it was made."""
    with transaction.atomic():
        answer = getattr(client, method)(address, data)
        if answer.streaming:
            answer.getvalue()  # Read to its end, a download closes its file.
        transaction.set_rollback(True)
    return answer.status_code


@pytest.mark.parametrize("name", sorted(set(ROWS) & set(all_url_names())))
def test_url_by_each_of_the_cast(entered, name):
    (cast, enter), row = entered, ROWS[name]
    address = reverse(name, kwargs=row.subject(cast) if row.subject else {})

    answers = {who: answer_to(enter(who), row.method, address, row.data) for who in row.expected()}

    assert answers == row.expected()
