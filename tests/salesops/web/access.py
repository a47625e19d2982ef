"""Who gets what from the pages that belong to no room."""

from tests.architecture.access import Access


def _clause(_cast) -> dict:
    return {"clause": "H8.2"}


ROWS = {
    "web:first_steps": Access(),
    "web:first_steps_done": Access(rep=302, manager=302, marketing=302, hq=302, admin=302, method="post"),
    "web:home": Access(rep=302, manager=302, marketing=302, hq=302, admin=302),
    "web:places": Access(),
    "web:me": Access(),
    "web:map_outline": Access(rep=404, manager=404, marketing=404, hq=404, admin=404),
    "web:theme": Access(rep=302, manager=302, marketing=302, hq=302, admin=302, method="post"),
    "web:openapi": Access(),
    "web:language": Access(rep=302, manager=302, marketing=302, hq=302, admin=302, method="post", is_open=True),
    "web:clause_list": Access(),
    "web:clause": Access(subject=_clause, is_shared=True),
}
