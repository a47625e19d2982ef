"""The command that solves published instances, as a benchmark calls it."""

import json
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from visits.management.commands.routing_benchmark import Command

INSTANCE = Path(__file__).parents[2] / "data" / "routing" / "p14.txt"
FAR_AWAY = "1 1 1 1\n100 0\n0 0 0 0 0 0 0\n1 500 0 0 0 1 1 1\n"


def last_line(*args):
    output = StringIO()
    call_command("routing_benchmark", *args, stdout=output)
    return json.loads(output.getvalue().splitlines()[-1])


def test_the_last_line_tells_what_was_found_and_the_file_holds_the_routes(tmp_path):
    answer = last_line(str(INSTANCE), "--iterations=20000", f"--out={tmp_path / 'solution.json'}", "--json")

    written = json.loads((tmp_path / "solution.json").read_text())
    assert [answer[key] for key in ("instance", "n", "m", "t", "feasible", "seed")] == ["p14", 20, 2, 4, True, 1]
    assert answer["cost"] == pytest.approx(954.81, abs=0.01)
    assert {"routes": answer["routes"], "cost": answer["cost"]} == written
    assert min(route["day"] for route in written["routes"]) == min(route["vehicle"] for route in written["routes"]) == 1


def test_the_same_seed_and_iterations_write_the_same_bytes(tmp_path):
    for name in ("first", "second"):
        last_line(str(INSTANCE), "--iterations=1000", "--seed=5", f"--out={tmp_path / name}")

    assert (tmp_path / "first").read_bytes() == (tmp_path / "second").read_bytes()


@pytest.mark.parametrize(
    ("content", "args", "code"),
    [
        (FAR_AWAY, ["--iterations=500"], 1),
        ("no instance", ["--iterations=500"], 2),
        (None, ["--iterations=500"], 2),
        (FAR_AWAY, ["--iterations=0"], 2),
        (FAR_AWAY, ["--seconds=-1"], 2),
        (FAR_AWAY, ["--seconds=nan"], 2),
        (FAR_AWAY, ["--seconds=inf"], 2),
        (FAR_AWAY, ["--iterations=1", "--seed=-1"], 2),
        ("1 1 1 1\n0 0\n0 0 0 0 0 0 0\n", ["--iterations=1", "--out=/nowhere/routes.json"], 2),
    ],
)
def test_the_exit_code_tells_not_found_from_not_readable(tmp_path, content, args, code):
    file = tmp_path / "instance.txt"
    if content is not None:
        file.write_text(content)

    with pytest.raises(CommandError) as refusal:
        last_line(str(file), *args)

    assert refusal.value.returncode == code


def refusal_of(file, capsys):
    """What a shell sees of a run on this file: the exit code, and standard output and error, line by line."""
    with pytest.raises(SystemExit) as end:
        Command(stdout=sys.stdout, stderr=sys.stderr).run_from_argv(
            ["manage.py", "routing_benchmark", str(file), "--iterations=1", "--json"]
        )
    captured = capsys.readouterr()
    return end.value.code, captured.out.splitlines(), captured.err.splitlines()


@pytest.mark.parametrize(
    ("content", "line", "field"),
    [
        (b"", None, None),
        (b"\x7fELF\x02\x01\x00 \x00\x1c\x85 \xff\xfe \x00 \x00", 1, "type"),
        (b"1 1 1 1\n100 0\n0 0 0 0 0 0 0\n1 500 0 0 -3 1 1 1\n", 4, "demand"),
        (b"1 1 1 1\n100 0\n0 0 0 0 0 0 0\n1 500 0 0 0 1 1", 4, "codes"),
        (b"1 1 40 1\n100 0\n0 0 0 0 0 0 0\n1 500 0 0 0 1 1 1\n", 1, "customers"),
        (b"2 1 1 1\n100 0\n0 0 0 0 0 0 0\n1 500 0 0 0 1 1 1\n", 1, "type"),
        (b"7" * 2_000_001, None, None),
    ],
    ids=["empty", "binary", "negative demand", "cut in a line", "cut between lines", "another type", "too large"],
)
def test_what_is_no_instance_gives_one_line_and_an_object_with_file_line_and_field(
    tmp_path, capsys, content, line, field
):
    file = tmp_path / "instance.txt"
    file.write_bytes(content)

    code, output, errors = refusal_of(file, capsys)

    answer = json.loads(output[-1])
    assert (code, len(output), len(errors)) == (2, 1, 1)
    assert (answer["instance"], answer["feasible"], answer["line"], answer["field"]) == ("instance", False, line, field)
    assert errors[0] == f"CommandError: {file}: {answer['error']}"


@pytest.mark.parametrize("name", [".", "missing.txt"])
def test_a_directory_and_a_missing_file_are_named(tmp_path, capsys, name):
    code, _output, errors = refusal_of(tmp_path / name, capsys)

    assert (code, len(errors)) == (2, 1)
    assert errors[0].startswith(f"CommandError: {tmp_path / name}: The file cannot be read: ")
