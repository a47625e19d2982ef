"""A chain of receipts shows every gap and every change (handbook H5.4)."""

from dataclasses import replace

import pytest

from visits.calc.chain import FIRST_LINK, Link, broken_at, link


def chain(length: int) -> list[Link]:
    links, before = [], FIRST_LINK
    for number in range(1, length + 1):
        before = link(before, number, f"id-{number}", f"content-{number}")
        links.append(Link(number, f"id-{number}", f"content-{number}", before, f"content-{number}"))
    return links


def test_a_chain_that_follows_is_whole():
    assert broken_at(chain(11)) is None


@pytest.mark.parametrize("change", [{"number": 7}, {"client_id": "x"}, {"visit_sha256": "x"}, {"chain_sha256": "x"}])
def test_a_changed_link_breaks_the_chain_where_it_stands(change):
    links = chain(11)
    links[4] = replace(links[4], **change)

    assert broken_at(links) == 5


def test_a_link_that_was_taken_out_is_missed():
    links = chain(11)
    del links[4]

    assert broken_at(links) == 5
