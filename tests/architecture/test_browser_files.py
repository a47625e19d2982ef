"""Browser libraries: named exactly, from no particular registry, and nothing else in the repository."""

import json
import re
import subprocess

import pytest
from django.conf import settings

from salesops.web.management.commands.vendor_frontend import WANTED, WANTED_BY_TESTS, copy_without_map

PACKAGE = json.loads((settings.BASE_DIR / "package.json").read_text())
LOCK = json.loads((settings.BASE_DIR / "package-lock.json").read_text())


def test_versions_are_exact():
    named = PACKAGE["dependencies"] | PACKAGE["devDependencies"]

    assert [version for version in named.values() if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []


def test_lock_has_checksums_and_names_no_registry():
    packages = {name: entry for name, entry in LOCK["packages"].items() if name}

    assert [name for name, entry in packages.items() if "resolved" in entry or "integrity" not in entry] == []


def test_every_file_taken_belongs_to_a_named_package():
    assert {source.partition("/")[0] for source in WANTED.values()} <= set(PACKAGE["dependencies"])
    assert {source.partition("/")[0] for source in WANTED_BY_TESTS.values()} == set(PACKAGE["devDependencies"])


def test_no_copy_of_a_library_is_kept():
    kept = subprocess.run(
        ["git", "ls-files", "static/vendor", "*.min.js", "*.min.css"],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )

    assert kept.stdout == ""


@pytest.mark.parametrize(
    ("name", "ending"),
    [("a.css", "/*# sourceMappingURL=a.css.map */\n"), ("a.js", "//# sourceMappingURL=a.js.map")],
)
def test_reference_to_a_map_is_dropped(tmp_path, name, ending):
    (tmp_path / name).write_text(f"body\n{ending}")

    copy_without_map(tmp_path / name, tmp_path / "vendor" / name)

    assert (tmp_path / "vendor" / name).read_text() == "body\n"
