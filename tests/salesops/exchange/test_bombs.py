"""A file that asks for too much costs seconds and some hundred megabytes, whatever it is (reliability I1)."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

from salesops.exchange.limits import Limits
from tests.salesops.exchange.bombs import BOMBS
from tests.salesops.exchange.books import HEADER_ROW, book, save, text_cell
from tests.salesops.exchange.kinds import read

pytestmark = pytest.mark.any_engine

SECONDS = 30
MEGABYTES = 450


def read_elsewhere(path):
    """Read in a process of its own, so that its memory is its own."""
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, "-m", "tests.salesops.exchange.bombs", str(path)]
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize("name", ["rows.xlsx", "rows.csv"])
def test_rows_over_the_limit_are_named(tmp_path, name):
    rows = "".join(f'<row r="{n}">{text_cell(f"A{n}", n)}</row>' for n in range(2, 13))
    content = book(HEADER_ROW + rows) if name.endswith("xlsx") else ("编码\n" + "S1\n" * 11).encode()

    assert read(save(tmp_path, content, name), limits=Limits(rows=10)) == "too_many_rows"


@pytest.mark.parametrize("bomb", BOMBS, ids=lambda bomb: bomb.__name__)
def test_a_bomb_costs_little_and_is_named(tmp_path, bomb):
    path = save(tmp_path, bomb())

    answer, seconds, megabytes = read_elsewhere(path)

    assert answer == BOMBS[bomb]
    assert seconds < SECONDS
    assert megabytes < MEGABYTES
