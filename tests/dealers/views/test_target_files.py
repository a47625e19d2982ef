"""Targets go out as a spreadsheet and come back with other numbers (handbook H8.1)."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dealers.models import TargetCell
from dealers.selectors.target_tallies import assert_tallies
from salesops.workflow.selectors.history import history_of
from tests.factories.stores import HandsetModelFactory
from tests.factories.targets import approved, center_targets, company_targets, node_of, root_of, stores_that_sell

pytestmark = pytest.mark.django_db
PLACE, SERIES, MARCH = 1, 5, 8


@pytest.fixture
def stores(cast):
    models = [HandsetModelFactory(series="星"), HandsetModelFactory(series="云")]
    return stores_that_sell(cast.rep, 30, 10, models=models) + stores_that_sell(cast.colleague, 20, models=models)


@pytest.fixture
def split(cast, stores):
    approved(company_targets(1200))
    return center_targets(cast)


@pytest.fixture
def manager(client, cast):
    client.force_login(cast.manager)
    return client


def exported(client, version):
    answer = client.get(reverse("dealers:target_export", args=[version.pk]))
    return openpyxl.load_workbook(io.BytesIO(answer.getvalue()))


def set_march(book, node, units, series="星"):
    rows = book.active.iter_rows(min_row=2)
    row = next(row for row in rows if (row[PLACE].value, row[SERIES].value) == (node.pk, series))
    row[MARCH].value = units


def sent(client, version, book, **more):
    content = io.BytesIO()
    book.save(content)
    file = SimpleUploadedFile("指标.xlsx", content.getvalue())
    return client.post(reverse("dealers:target_file", args=[version.pk]), {"file": file, "reason": "区域会定", **more})


def march(node, series="星"):
    return TargetCell.objects.unscoped(because="test").get(node=node, month__month=3, series=series).quantity


def test_what_went_out_comes_back_unchanged(manager, split):
    before = split.revision

    answer = sent(manager, split, exported(manager, split))

    split.refresh_from_db()
    assert answer.status_code == 302
    assert split.revision == before


def test_changed_numbers_are_fixed_the_rest_follows_and_the_reason_is_kept(cast, manager, stores, split):
    book, store = exported(manager, split), node_of(split, store=stores[1])
    rep = node_of(split, level="rep", rep=cast.rep)
    set_march(book, store, 15)
    set_march(book, rep, 40)

    answer = sent(manager, split, book)

    assert answer.status_code == 302
    assert [march(node) for node in (rep, store, node_of(split, store=stores[0]))] == [40, 15, 25]
    assert march(node_of(split, level="rep", rep=cast.colleague)) == 10
    assert_tallies(split)
    assert (history_of(split)[0].reason, history_of(split)[0].changes.count()) == ("区域会定", 2)


def test_it_can_be_looked_at_first(manager, stores, split):
    book, store = exported(manager, split), node_of(split, store=stores[1])
    set_march(book, store, 15)

    answer = sent(manager, split, book, preview="1")

    assert answer.context["lines"] == [(stores[1].name, "3 · 星", 8, 15)]
    assert march(store) == 8


def test_numbers_that_do_not_fit_are_refused_as_a_whole_with_place_and_difference(cast, manager, stores, split):
    book, store = exported(manager, split), node_of(split, store=stores[1])
    set_march(book, store, 15)
    set_march(book, node_of(split, level="rep", rep=cast.rep), 12)

    answer = sent(manager, split, book)

    assert answer.status_code == 409
    assert "还差 3 台" in answer.content.decode()
    assert march(store) == 8


def test_an_old_file_overwrites_nothing(manager, stores, split):
    old, book = exported(manager, split), exported(manager, split)
    set_march(book, node_of(split, store=stores[1]), 15)
    sent(manager, split, book)

    answer = sent(manager, split, old)

    assert answer.status_code == 422
    assert march(node_of(split, store=stores[1])) == 15


def test_the_companys_own_number_is_not_the_centers_to_change(manager, split):
    book = exported(manager, split)
    set_march(book, root_of(split), 90)

    assert sent(manager, split, book).status_code == 409


def test_the_company_takes_its_months_from_a_file(cast, client, stores):
    client.force_login(cast.hq)
    draft = company_targets(1200)
    book = exported(client, draft)
    set_march(book, root_of(draft), 90)

    sent(client, draft, book)

    assert march(root_of(draft)) == march(node_of(draft, center=cast.center)) == 90


@pytest.mark.parametrize("text", ["viel", -3, 1.5])
def test_a_cell_that_is_no_number_is_named_by_its_row(manager, split, text):
    book = exported(manager, split)
    set_march(book, root_of(split), text)

    answer = sent(manager, split, book)

    assert answer.status_code == 422
    assert "第 " in answer.content.decode()


def test_a_rep_gets_its_own_part_alone(cast, client, stores, split):
    approved(split, writer=cast.actor("manager"))
    client.force_login(cast.rep)

    rows = list(exported(client, split).active.iter_rows(min_row=2, values_only=True))

    assert {row[4] for row in rows} == {"本代表", stores[0].customer.name, stores[0].name, stores[1].name}
