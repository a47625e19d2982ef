"""Nobody learns anything of another center, whatever the page, list, choice or export (goals A2, A3, I4)."""

import pytest

from tests.journeys.foreign import (
    ELEMENT,
    MARKER,
    addresses_of,
    cells_of,
    client_of,
    mark_all_texts,
    objects_of,
    other_side,
    read,
)

pytestmark = [pytest.mark.any_engine, pytest.mark.django_db, pytest.mark.timeout(300)]


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
