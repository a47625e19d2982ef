"""The clock is an argument: only what stands at the door reads it."""

import ast

from django.conf import settings

ROOMS = ("salesops", "stores", "visits", "promotions", "dealers", "reports")
AT_THE_DOOR = {"views", "management", "templatetags", "migrations", "demo"}
DOORS = ("tasks.py", "middleware.py", "tables.py", "filters.py")
FILES = [
    path.relative_to(settings.BASE_DIR)
    for room in ROOMS
    for path in sorted((settings.BASE_DIR / room).rglob("*.py"))
    if not path.name.endswith(DOORS) and not AT_THE_DOOR & set(path.parts)
]


def reads_clock(node):
    """`timezone.localdate(at)` turns a moment into a day; without an argument it asks for today."""
    name = getattr(node.func, "attr", "")
    return (name in {"localdate", "localtime"} and not node.args and not node.keywords) or name == "today"


def test_clock_is_not_read_inside():
    places = [
        f"{path}:{node.lineno}"
        for path in FILES
        for node in ast.walk(ast.parse((settings.BASE_DIR / path).read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and reads_clock(node)
    ]

    assert places == []
