"""Search boxes: what few finds give, many give too, and the lists above find by the archive's text."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from stores import search_box
from tests.factories.stores import CustomerFactory, StoreFactory
from tests.factories.visits import TaskFactory, VisitFactory

LIST = reverse("stores:store_list")


@pytest.fixture
def archive(cast):
    """Thirty stores called 城西, one of a customer called so, and one that another center has."""
    star = CustomerFactory(rep=cast.rep, name="星光")
    for number in range(30):
        StoreFactory(customer=star, name=f"城西{number:02}", code=f"B{number:02}")
    StoreFactory(customer=CustomerFactory(rep=cast.rep, name="城西通讯"), name="东店", code="A1")
    StoreFactory(customer=CustomerFactory(rep=cast.foreign_rep, name="城西远"), name="城西外", code="A0")


def found(client, **asked):
    return client.get(LIST, asked).context["table"]


def codes(table):
    return [row.record.code for row in table.page.object_list]


@pytest.mark.parametrize("words", ["城西", "cx", "星光 城西", "b0", "东店", "nothing"])
@pytest.mark.parametrize("order", ["code", "-customer"])
def test_few_and_many_finds_make_the_same_pages(client, cast, archive, monkeypatch, words, order):
    client.force_login(cast.manager)
    few = found(client, q=words, sort=order)
    few_next = codes(found(client, q=words, sort=order, page=few.page.next)) if few.page.next else []

    monkeypatch.setattr(search_box, "MOST", 0)
    many = found(client, q=words, sort=order)
    many_next = codes(found(client, q=words, sort=order, page=many.page.next)) if many.page.next else []

    assert (codes(few), few_next) == (codes(many), many_next)


def test_few_finds_are_counted_and_many_are_not(client, cast, archive, monkeypatch):
    client.force_login(cast.manager)
    few = found(client, q="城西").page.total

    monkeypatch.setattr(search_box, "MOST", 0)
    page = client.get(LIST, {"q": "城西"}, headers={"Accept-Language": "en"})

    assert (few.count, few.how) == (31, "exactly")
    assert "1–25 of more than 25" in page.content.decode()


def test_a_searched_list_keeps_to_its_statements(client, cast, archive):
    client.force_login(cast.admin)
    with CaptureQueriesContext(connection) as sent:
        client.get(LIST, {"q": "城西"})

    assert len(sent) <= 12


def test_lists_of_other_rooms_find_a_store_by_initials_and_phone(client, cast):
    shop = StoreFactory(customer=CustomerFactory(rep=cast.rep), name="杭州手机", phone="13800001111")
    VisitFactory(store=shop)
    VisitFactory(store=StoreFactory(customer=shop.customer, name="宁波数码"), done_by=cast.colleague)
    client.force_login(cast.rep)

    visits = [client.get(reverse("visits:visit_list"), {"q": words}).context["table"] for words in ("hzsj", "1380000")]

    assert [[row.record.store for row in table.page.object_list] for table in visits] == [[shop], [shop]]


def test_tasks_are_found_by_their_title_or_their_store(client, cast):
    shop = StoreFactory(customer=CustomerFactory(rep=cast.rep), name="杭州手机")
    other = StoreFactory(customer=shop.customer, name="宁波数码")
    TaskFactory(title="换海报", store=shop)
    TaskFactory(title="补货", store=other)
    client.force_login(cast.rep)

    titles = [
        [row.record.title for row in client.get(reverse("visits:task_list"), {"q": words}).context["table"].rows]
        for words in ("hzsj", "补货")
    ]

    assert titles == [["换海报"], ["补货"]]
