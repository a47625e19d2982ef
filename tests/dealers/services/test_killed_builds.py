"""A build that is killed leaves whole plans, and started again gives what an undisturbed one gives (J1, J9)."""

import json
import os
import subprocess
import sys

from django.conf import settings


def test_killed_anywhere_and_started_again_the_drafts_are_the_same(tmp_path):
    embedded = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}

    said = subprocess.run(
        [sys.executable, "-m", "tests.dealers.killed_builds", str(tmp_path)],
        cwd=settings.BASE_DIR,
        env=embedded,
        capture_output=True,
        text=True,
        check=True,
    )

    answer = json.loads(said.stdout.splitlines()[-1])
    assert answer["plans"] == 4
    assert sum(killed["was_killed"] for killed in answer["rounds"]) >= 8
    assert [killed for killed in answer["rounds"] if not (killed["is_whole"] and killed["is_same"])] == []
