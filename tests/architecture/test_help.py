"""Each page leads to the clause of the handbook that it carries out."""

from django.urls import get_resolver

from salesops.web.clauses import chapter_of
from salesops.web.views import Page

# The handbook itself, and the person's own places.
WITHOUT = {"web:clause_list", "web:clause", "web:places", "web:me"}


def pages(resolver, namespace=""):
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from pages(pattern, namespace + (f"{pattern.namespace}:" if pattern.namespace else ""))
        elif isinstance(view := getattr(pattern.callback, "view_class", None), type) and issubclass(view, Page):
            yield f"{namespace}{pattern.name}", view


def test_every_page_names_a_clause_that_there_is():
    found = dict(pages(get_resolver()))

    assert len(found) > 250
    assert sorted(name for name, view in found.items() if not view.clause and name not in WITHOUT) == []
    assert sorted(name for name, view in found.items() if view.clause and chapter_of(view.clause) is None) == []
