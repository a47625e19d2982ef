"""Files made to do harm cost seconds, reach nothing and are told in plain words (reliability I1)."""

import time

import pytest

from tests.salesops.exchange import corpus
from tests.salesops.exchange.bombs import BOMBS
from tests.salesops.exchange.books import save
from tests.salesops.exchange.hostile import READ, REFUSED, S1, SAYS_GONE
from tests.salesops.exchange.kinds import read

SECONDS = 10


def test_there_are_enough_of_them():
    assert len(REFUSED) + len(corpus.REFUSED) + len(BOMBS) >= 60


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_refused_in_seconds_with_its_reason(tmp_path, name):
    content, code = REFUSED[name]
    path = save(tmp_path, content)
    began = time.process_time()

    assert read(path) == code
    assert time.process_time() - began < SECONDS


@pytest.mark.parametrize("name", READ)
def test_what_a_file_carries_beside_its_rows_is_not_looked_at(tmp_path, name):
    assert read(save(tmp_path, READ[name])) == (S1, {})


@pytest.mark.parametrize("name", SAYS_GONE)
def test_a_formula_is_what_it_last_showed(tmp_path, name):
    assert read(save(tmp_path, SAYS_GONE[name])) == ({2: S1[2] | {"name": "gone"}}, {})
