"""What docs/security.md says is held by tests that there are."""

import ast
import re

from django.conf import settings

TEXT = (settings.BASE_DIR / "docs" / "security.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", TEXT)))
ROWS = [line for line in TEXT.splitlines() if re.match(r"\| V\d", line)]


def functions_of(path):
    return {node.name for node in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(node, ast.FunctionDef)}


def test_every_test_that_is_named_is_there():
    missing = [f"{path}::{name}" for path, name in NAMED if name not in functions_of(settings.BASE_DIR / path)]

    assert len(NAMED) > 40
    assert missing == []


def test_every_row_has_a_test_or_says_not_yet():
    assert [row for row in ROWS if "`tests/" not in row and "**Not yet**" not in row] == []
