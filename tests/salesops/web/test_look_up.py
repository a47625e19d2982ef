"""Choices among many rows: a box that searches what the form would accept, with and without scripts."""

import pytest
from django.urls import reverse

from salesops.web import look_up
from tests.factories.accounts import UserFactory
from tests.factories.stores import CustomerFactory, StoreFactory

LIST = reverse("stores:store_list")


@pytest.fixture
def many(monkeypatch):
    """Two people are many here."""
    monkeypatch.setattr(look_up, "MOST_OFFERED", 1)


def asked(client, user, words, *, field="rep", address=LIST):
    client.force_login(user)
    return client.get(address, {"look_up": field, "words": words})


def test_few_rows_stay_a_plain_select(client, cast):
    client.force_login(cast.manager)
    page = client.get(LIST).content.decode()

    assert "searched" not in page
    assert f'<option value="{cast.colleague.pk}">' in page


def test_many_rows_are_not_written_into_the_page_but_the_chosen_one_is(client, cast, many):
    client.force_login(cast.manager)
    page = client.get(LIST, {"rep": cast.rep.pk}).content.decode()

    assert f'<option value="{cast.rep.pk}" selected>' in page
    assert f'<option value="{cast.colleague.pk}"' not in page


def test_a_search_finds_what_that_person_may_choose(client, cast, many):
    found = asked(client, cast.manager, "代表").json()["found"]

    assert [row["key"] for row in found] == [str(cast.rep.pk)]
    assert found[0]["sign"] == cast.rep.username


def test_a_form_answers_for_its_own_field(client, cast, many):
    mine, foreign = CustomerFactory(rep=cast.rep, name="杭州星光"), CustomerFactory(rep=cast.foreign_rep, name="杭州远")

    answer = asked(client, cast.manager, "hz", field="customer", address=reverse("stores:store_create")).json()

    assert [row["label"] for row in answer["found"]] == [mine.name]
    assert foreign.name not in str(answer)


@pytest.mark.parametrize("field", ["q", "store_class", "password", ""])
def test_other_fields_are_not_searched(client, cast, many, field):
    assert asked(client, cast.manager, "a", field=field).status_code == 404


def test_without_scripts_words_that_fit_one_choose_it(client, cast, many):
    StoreFactory(customer=CustomerFactory(rep=cast.rep))
    StoreFactory(customer=CustomerFactory(rep=cast.colleague))
    client.force_login(cast.manager)

    table = client.get(LIST, {"rep": "", "rep-words": cast.rep.username}).context["table"]

    assert [row.record.rep for row in table.page.object_list] == [cast.rep]


def test_without_scripts_words_that_fit_several_offer_them(client, cast, many):
    for name in ("张三", "张四"):
        UserFactory(role="rep", center=cast.center, name=name)
    client.force_login(cast.manager)

    page = client.get(LIST, {"rep-words": "张"}).content.decode()

    assert "张三 (" in page
    assert "张四 (" in page
    assert "is-invalid" in page
