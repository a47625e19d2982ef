"""The header of each column is a word of the catalogue, whether a query brings the rows or a list."""

from inspect import signature

from django.urls import get_resolver
from django.utils.text import capfirst

from promotions.tables import LimitTable
from salesops.web.tables import BaseTable


def _tables_of_the_house() -> list[type[BaseTable]]:
    """Every table; the pages of all rooms are imported for it."""
    assert get_resolver().url_patterns
    waiting, found = [BaseTable], []
    while waiting:
        one = waiting.pop()
        waiting += one.__subclasses__()
        found.append(one)
    return [table for table in found if table._meta.model]


def _built(table: type[BaseTable]) -> BaseTable:
    """Without rows of a query."""
    needed = [one.name for one in signature(table).parameters.values() if one.kind is one.KEYWORD_ONLY]
    return table([], **dict.fromkeys(needed))


def test_no_header_is_a_name_of_the_code():
    coded = [
        f"{table.__name__}.{column.name}"
        for table in _tables_of_the_house()
        for column in _built(table).columns.iterall()
        if str(column.header) == capfirst(column.name.replace("_", " "))
    ]
    assert not coded


def test_limits_are_headed_in_the_readers_language():
    """They come in the order of the levels, so as a list."""
    assert [str(column.header) for column in LimitTable([]).columns] == ["级别", "上限（元）"]
