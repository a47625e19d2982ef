"""Every URL × the cast of two centers (handbook H0); it grows by itself with each new URL."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.architecture.access import Access, all_rows, all_url_names

ROWS = all_rows()


def test_every_url_has_a_row_and_every_row_a_url():
    assert set(all_url_names()) == set(ROWS)


def answer_to(who: str, name: str, row: Access, cast) -> int:
    """Let one person ask for a fresh object of the rep."""
    client = Client(raise_request_exception=False)
    if who != "nobody":
        client.force_login(getattr(cast, who))
    kwargs = row.subject(cast) if row.subject else {}
    answer = getattr(client, row.method)(reverse(name, kwargs=kwargs), row.data)
    if answer.streaming:
        answer.getvalue()  # Read to its end, a download closes its file.
    return answer.status_code


@pytest.mark.parametrize("name", sorted(set(ROWS) & set(all_url_names())))
def test_url_by_each_of_the_cast(cast, name):
    row = ROWS[name]

    answers = {who: answer_to(who, name, row, cast) for who in row.expected()}

    assert answers == row.expected()
