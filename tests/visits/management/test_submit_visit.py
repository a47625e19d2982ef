"""The command that takes what a phone sends (docs/submit_visit.md)."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.visits.execution.payloads import visit_payload
from visits.models import Visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def written(tmp_path):
    def write(content) -> str:
        file = tmp_path / "visit.json"
        file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return str(file)

    return write


def submit(file: str, **options) -> dict:
    out = StringIO()
    call_command("submit_visit", file, json=True, stdout=out, **options)
    return json.loads(out.getvalue())


def test_the_stored_state_is_printed_and_the_same_file_adds_nothing(cast, shop, written):
    file = written(visit_payload(shop))

    first = submit(file)

    assert submit(file, user=cast.rep.username) == first
    assert (first["status"], first["minutes"], first["counts"], first["photos"]) == ("closed", 25, 2, 1)
    assert Visit.objects.unscoped(because="tests").count() == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "visit.json"),
        ("[" * 100_000, "visit.json"),
        ("[]", "store"),
        ({"store": "NONE"}, "NONE"),
        ({"store": ["x"]}, "store"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(db, written, content, words):
    with pytest.raises(CommandError) as refused:
        submit(written(content))

    assert words in str(refused.value)
    assert len(str(refused.value).splitlines()) == 1


def test_each_mistake_has_its_line(cast, shop, written):
    payload = visit_payload(shop)
    payload["counts"][1]["sku"] = "NOPE"
    payload["next_steps"] = []

    with pytest.raises(CommandError) as refused:
        submit(written(payload))

    lines = str(refused.value).splitlines()
    assert [path in line for path, line in zip(("counts[1].sku", "skipped"), lines, strict=True)] == [True, True]


def test_somebody_elses_store_is_refused(cast, shop, written):
    with pytest.raises(CommandError):
        submit(written(visit_payload(shop)), user=cast.foreign_rep.username)

    assert Visit.objects.unscoped(because="tests").count() == 0


def test_an_unknown_person_and_a_missing_file_are_told(written):
    with pytest.raises(CommandError):
        submit(written({}), user="nobody")
    with pytest.raises(CommandError):
        submit("/nowhere/visit.json")
