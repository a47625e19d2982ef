"""An object of another center is answered like one that never was (goal A2)."""

import re

import pytest
from django.urls import reverse

from tests.journeys.foreign import ROWS

pytestmark = pytest.mark.any_engine

NEVER_WAS = 987_654_321
HIDDEN = sorted(name for name, row in ROWS.items() if row.subject and not row.is_shared)


def answer_of(client, name, kwargs):
    """What comes back, without what is new in each answer and without the address that was asked for."""
    address = reverse(name, kwargs=kwargs)
    answer = getattr(client, ROWS[name].method)(address, ROWS[name].data)
    body = answer.getvalue().decode(errors="replace").replace(address, "ADDRESS")
    return answer.status_code, re.sub(r"[0-9a-zA-Z]{64}", "TOKEN", body)


@pytest.mark.parametrize("name", HIDDEN)
def test_a_foreign_object_is_like_one_that_never_was(entered, name):
    cast, enter = entered
    kwargs = ROWS[name].subject(cast)
    never_was = {key: NEVER_WAS if isinstance(value, int) else value for key, value in kwargs.items()}
    client = enter("stranger")

    foreign, none = answer_of(client, name, kwargs), answer_of(client, name, never_was)

    assert foreign == none
    assert foreign[0] == 404
