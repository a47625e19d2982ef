import pytest
from django.core.checks import Tags, run_checks
from django.db import connection

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_the_database_hears_chinese():
    assert run_checks(tags=[Tags.database], databases=["default"]) == []


def test_a_database_that_leaves_chinese_out_is_reported():
    with connection.cursor() as cursor:
        cursor.execute("ALTER FUNCTION show_trgm(text) RENAME TO trigrams_of_c")
        cursor.execute("CREATE FUNCTION show_trgm(text) RETURNS text[] LANGUAGE sql AS $$ SELECT '{}'::text[] $$")

    assert [warning.id for warning in run_checks(tags=[Tags.database], databases=["default"])] == ["stores.W001"]
