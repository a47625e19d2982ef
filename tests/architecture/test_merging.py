"""What becomes of its rows when two stores or customers are merged is decided by each room (handbook H2.2)."""

import pytest

from stores.merging import relation_names, relations_to
from stores.models import Customer, Store


@pytest.mark.parametrize("model", [Store, Customer])
def test_every_relation_to_a_store_or_customer_is_decided(model):
    assert {relation.name for relation in relations_to(model)} == relation_names(model)
