"""The way of a long list into a file, as a person walks it."""

import pytest
from django.urls import reverse

from salesops.exchange import tasks
from salesops.exchange.models import ExportRun
from stores.views.stores import StoreList
from tests.factories.stores import CustomerFactory, StoreFactory
from tests.salesops.exchange.exports import ordered_export

FILES = reverse("exchange:export_list")


@pytest.fixture
def rep(client, cast, monkeypatch, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(StoreList, "most_written_at_once", 1)
    for number in range(2):
        StoreFactory(customer=CustomerFactory(rep=cast.rep), code=f"S{number}")
    client.force_login(cast.rep)
    return client


def ask(client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        return client.get(reverse("stores:store_list"), {"export": "csv"})


def test_a_long_list_is_written_by_a_worker_and_fetched(rep, monkeypatch, django_capture_on_commit_callbacks):
    sent = []
    monkeypatch.setattr(tasks.export, "delay", lambda **asked: sent.append(asked))

    answers = [ask(rep, django_capture_on_commit_callbacks) for _ in range(2)]
    waiting = rep.get(FILES).content.decode()
    tasks.export(**sent[0])
    ready = rep.get(FILES, headers={"HX-Request": "true", "HX-Target": "files"}).content.decode()
    content = b"".join(rep.get(reverse("exchange:export_file", args=[sent[0]["export_id"]])).streaming_content)

    assert [(answer.status_code, answer.url) for answer in answers] == [(302, FILES)] * 2
    assert len(sent) == 1
    assert "every 2s" in waiting
    assert "every 2s" not in ready
    assert len(content.decode().splitlines()) == 3


def test_a_file_is_deleted_by_its_owner(rep, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(tasks.export, "delay", lambda **asked: tasks.export(**asked))
    ask(rep, django_capture_on_commit_callbacks)
    export = ExportRun.objects.get()

    rep.post(reverse("exchange:export_discard", args=[export.pk]))

    assert not ExportRun.objects.exists()
    assert not export.file.storage.exists(export.file.name)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_files_costs_the_same_for_one_and_three(rep, cast, django_assert_num_queries, count):
    for number in range(count):
        ordered_export(cast.rep, query=f"export=csv&q={number}")

    with django_assert_num_queries(7):
        rep.get(FILES)
