"""The audit of dependencies fails for a hole, and never calls sound what nobody could be asked about."""

import json

import pytest
from django.conf import settings

from tests.audit import verdict

SOUND = {"name": "django", "version": "5.2.19", "vulns": []}
HOLED = {"name": "pillow", "version": "9.0.0", "vulns": [{"id": "PYSEC-2022-10", "fix_versions": ["9.0.1"]}]}
UNASKED = {"name": "amqp", "skip_reason": "Dependency not found on PyPI and could not be audited: amqp (5.4.2)"}


def report(*packages):
    return json.dumps({"dependencies": list(packages), "fixes": []})


@pytest.mark.parametrize(
    ("packages", "plain", "strict"),
    [((SOUND,), 0, 0), ((SOUND, HOLED), 1, 1), ((SOUND, UNASKED), 0, 1), ((HOLED, UNASKED), 1, 1)],
)
def test_a_hole_fails_and_the_unasked_fail_where_one_insists(packages, plain, strict):
    found = verdict(report(*packages), "")

    assert (found.exit_code(is_strict=False), found.exit_code(is_strict=True)) == (plain, strict)


def test_a_hole_is_named_with_the_version_that_mends_it():
    assert verdict(report(HOLED), "").lines[0] == "pillow 9.0.0: PYSEC-2022-10, mended in 9.0.1"


def test_packages_that_nobody_was_asked_about_are_said_aloud():
    lines = verdict(report(SOUND, UNASKED), "No known vulnerabilities found").lines

    assert lines == [
        "1 of 2 packages audited, 0 advisories.",
        "NOT AUDITED, as the index knows no advisories of them: amqp",
    ]


def test_without_a_network_the_reason_is_said_aloud_and_nothing_fails():
    found = verdict("", "Traceback\nrequests.exceptions.ConnectionError: api.example: not resolved\n")

    assert found.lines == ["NOT AUDITED: requests.exceptions.ConnectionError: api.example: not resolved"]
    assert (found.exit_code(is_strict=False), found.exit_code(is_strict=True)) == (0, 1)


def test_the_whole_check_audits():
    assert "make audit" in (settings.BASE_DIR / ".ci" / "run").read_text()
