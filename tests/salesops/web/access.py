"""Who gets what from the pages that belong to no room."""

from tests.architecture.access import Access


def _clause(_cast) -> dict:
    return {"clause": "H8.2"}


def _guide(_cast) -> dict:
    return {"role": "rep"}


# Feeds open to a token; whoever is logged in is no program.
FEED = Access(rep=401, manager=401, marketing=401, hq=401, admin=401, is_open=True)

ROWS = {
    "stores_api:stores": FEED,
    "stores_api:sales": FEED,
    "visits_api:visits": FEED,
    "dealers_api:plans": FEED,
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
    "web:guide": Access(subject=_guide, is_shared=True),
    "web:clause": Access(subject=_clause, is_shared=True),
}
