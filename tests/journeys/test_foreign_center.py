"""Nobody learns anything of another center, whatever the page, list, choice or export (goals A2, A3, I4)."""

import re

import pytest
from django.urls import reverse

from tests.journeys.foreign import (
    ELEMENT,
    MARKER,
    ROWS,
    addresses_of,
    cells_of,
    client_of,
    mark_all_texts,
    objects_of,
    other_side,
    read,
)

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]

NEVER_WAS = 987_654_321
HIDDEN = sorted(name for name, row in ROWS.items() if row.subject and not row.is_shared)


def answer_of(client, name, kwargs):
    """What comes back, without what is new in each answer and without the address that was asked for."""
    address = reverse(name, kwargs=kwargs)
    answer = getattr(client, ROWS[name].method)(address, ROWS[name].data)
    body = answer.getvalue().decode(errors="replace").replace(address, "ADDRESS")
    return answer.status_code, re.sub(r"[0-9a-zA-Z]{64}", "TOKEN", body)


@pytest.mark.parametrize("name", HIDDEN)
def test_a_foreign_object_is_like_one_that_never_was(cast, name):
    kwargs = ROWS[name].subject(cast)
    never_was = {key: NEVER_WAS if isinstance(value, int) else value for key, value in kwargs.items()}
    client = client_of(cast.stranger)

    foreign, none = answer_of(client, name, kwargs), answer_of(client, name, never_was)

    assert foreign == none
    assert foreign[0] == 404


@pytest.fixture
def marked(cast):
    """The pages' objects in both centers, those of the first one marked."""
    theirs = objects_of(cast)
    mark_all_texts(cast.center)
    return theirs, objects_of(other_side(cast))


def pages_of(person, *objects):
    client = client_of(person)
    addresses = {address for of_center in objects for address in addresses_of(of_center)}
    return ((address, read(client, address)) for address in sorted(addresses))


def pages_with_marker(person, *objects):
    return {address for address, page in pages_of(person, *objects) if MARKER in page}


@pytest.mark.parametrize("who", ["foreign_rep", "stranger"])
def test_no_page_list_choice_or_export_holds_a_word_of_the_other_center(cast, marked, who):
    assert pages_with_marker(getattr(cast, who), *marked) == set()


def test_the_center_itself_finds_its_words_and_no_page_runs_them(cast, marked):
    theirs, _own = marked

    found = {name: page for who in (cast.rep, cast.manager) for name, page in pages_of(who, theirs) if MARKER in page}

    assert len(found) > 60
    assert [name for name, page in found.items() if ELEMENT in page and not page.startswith(("{", "["))] == []


def test_no_export_makes_a_formula_of_a_text(cast, marked):
    theirs, _own = marked
    client = client_of(cast.manager)

    cells = [cell for address in addresses_of(theirs) for cell in cells_of(client, address)]

    assert len([cell for cell in cells if str(cell.value).startswith(MARKER)]) > 10
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
