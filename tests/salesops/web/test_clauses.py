"""Every page leads to a clause that there is (handbook H12.1)."""

from django.urls import get_resolver

from salesops.web.clauses import chapter_of


def _pages(resolver):
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from _pages(pattern)
        elif getattr(pattern.callback, "view_class", None):
            yield pattern.callback.view_class


def test_the_clause_of_every_page_stands_in_the_handbook():
    clauses = {page.clause for page in _pages(get_resolver()) if getattr(page, "clause", "")}

    assert {clause for clause in clauses if chapter_of(clause) is None} == set()
    assert {"H10.1", "H10.2", "H10.5", "H10.6"} <= clauses
