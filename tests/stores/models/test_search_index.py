"""The index that makes searching quick is one that PostgreSQL can use for every kind of word."""

import pytest
from django.db import connection

from salesops.searching.texts import patterns
from stores.models import Store

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.mark.parametrize("typed", ["杭州", "杭", "hz", "s", "hangzhou", "1380", "a座", "解放路1号"])
def test_every_word_is_looked_up_in_the_index(typed):
    rows = Store.objects.unscoped(because="test").found_by(patterns(typed)[0])
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")

    assert "stores_store_found" in rows.explain()
