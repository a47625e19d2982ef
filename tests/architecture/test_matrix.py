"""Every URL × person × state of its object × method × whole page or part: who is refused stays refused (goal A1).

`test_access.py` asks each URL in the way that it is meant for. Here those whom it refuses come again in all other ways.
A run of the suite takes one state and one way for each URL; `make matrix` takes all of them, and lets those in who may.
"""

import os
from collections.abc import Callable
from itertools import product

import pytest
from django.db import transaction

from tests.architecture.access import all_rows, all_url_names
from tests.architecture.matrix import METHODS, answer, one_of, put_into, subject_of

IS_LONG = os.environ.get("SALESOPS_LONG") == "1"
ROWS = all_rows()
NAMES = sorted(set(ROWS) & set(all_url_names()))
GUARDED = [name for name in NAMES if not ROWS[name].is_open]
WAYS = [(method, is_part) for method in METHODS for is_part in (False, True)]
FOREIGN = {"foreign_rep", "stranger"}


def refused(row) -> dict[str, Callable[[str], bool]]:
    """Whom a URL refuses, and how it may do so: what another center has is never there.

    A colleague that does not see a draft may see it approved, and still do nothing to it.
    """
    how = {"nobody": {"login"}}
    for who, status in row.expected().items():
        if status in {403, 404} and who != "nobody":
            how[who] = {"404", "405"} if who in FOREIGN and status == 404 else {"403", "404", "405"}
    return {who: answers.__contains__ for who, answers in how.items()}


def wrong_answers(name, people, judges, states, ways):
    """Each answer that its judge does not take, with the person, the state and the way it was asked."""
    (cast, clients), row, wrong = people, ROWS[name], []
    with transaction.atomic():
        subject = subject_of(name, row, cast)
        for state in states(subject):
            with transaction.atomic():
                asked = product(judges, ways) if put_into(subject, state) else ()
                for who, (method, is_part) in asked:
                    said = answer(clients[who], method, subject, row, is_part=is_part)
                    if not judges[who](said):
                        wrong.append((who, state, method, is_part, said))
                transaction.set_rollback(True)
        transaction.set_rollback(True)
    return wrong


@pytest.mark.parametrize("name", GUARDED)
def test_who_is_refused_is_refused_in_every_state_by_every_way(people, name):
    ways = WAYS if IS_LONG else [one_of([way for way in WAYS if way[0] != ROWS[name].method], name)]

    def states(subject):
        return subject.states() if IS_LONG else [one_of(subject.states(), name)]

    assert wrong_answers(name, people, refused(ROWS[name]), states, ways) == []


@pytest.mark.long
@pytest.mark.parametrize("name", NAMES)
def test_no_state_breaks_a_page_for_those_who_may(people, name):
    expected = ROWS[name].expected()
    judges = {who: (lambda said: said == "login" or int(said) < 500) for who in expected if expected[who] < 400}

    assert wrong_answers(name, people, judges, lambda subject: subject.states(), WAYS) == []


def test_most_objects_have_states_to_be_asked_in(people):
    cast, _clients = people
    with transaction.atomic():
        counts = [len(subject_of(name, ROWS[name], cast).states()) for name in GUARDED[::5] if ROWS[name].subject]
        transaction.set_rollback(True)

    assert sum(count > 1 for count in counts) > 40
