"""A list of promotions counts the stores of those that it shows (handbook H6)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from promotions.models import LaunchStore, PromotionStore
from tests.factories.launches import LaunchStoreFactory
from tests.factories.promotions import PromotionStoreFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("factory", "part", "page"),
    [
        (PromotionStoreFactory, PromotionStore, "promotion_list"),
        (LaunchStoreFactory, LaunchStore, "launch_list"),
    ],
)
def test_a_list_counts_what_its_reader_sees_and_gathers_no_other_rows(client, cast, factory, part, page):
    whole = part._meta.model_name.removesuffix("store")
    own = factory(store__customer__rep=cast.rep, **{f"{whole}__status": "published"})
    factory(store__customer__rep=cast.rep, **{whole: getattr(own, whole)})
    factory(store__customer__rep=cast.foreign_rep, **{whole: getattr(own, whole)})
    client.force_login(cast.manager)

    with CaptureQueriesContext(connection) as queries:
        answer = client.get(reverse(f"promotions:{page}"))

    assert [row.record.store_count for row in answer.context["table"].rows] == [2]
    table = f'"{part._meta.db_table}"'
    assert not [one["sql"] for one in queries if f"JOIN {table}" in one["sql"] and "GROUP BY" in one["sql"]]
