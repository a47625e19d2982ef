"""A file that asks for too much costs seconds and some hundred megabytes, whatever it is (reliability I1)."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

from tests.salesops.exchange.bombs import BOMBS
from tests.salesops.exchange.books import save

SECONDS = 30
MEGABYTES = 450


def read_elsewhere(path):
    """Read in a process of its own, so that its memory is its own."""
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, "-m", "tests.salesops.exchange.bombs", str(path)]
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize("bomb", BOMBS, ids=lambda bomb: bomb.__name__)
def test_a_bomb_costs_little_and_is_named(tmp_path, bomb):
    path = save(tmp_path, bomb())

    answer, seconds, megabytes = read_elsewhere(path)

    assert answer == BOMBS[bomb]
    assert seconds < SECONDS
    assert megabytes < MEGABYTES
