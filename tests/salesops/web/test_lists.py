"""Lists as spreadsheets: all of the filtered rows, or a word that they are too many."""

import io

import openpyxl
import pytest
from django.urls import reverse

from salesops.accounts.views.users import UserList

LIST = reverse("accounts:user_list")


@pytest.fixture
def admin(client, cast):
    client.force_login(cast.admin)
    return client


def test_export_has_the_filtered_rows(admin, cast):
    response = admin.get(LIST, {"export": "xlsx", "role": "hq"})

    rows = list(openpyxl.load_workbook(io.BytesIO(response.getvalue())).active.values)
    assert [row[0] for row in rows[1:]] == [cast.hq.username]


def test_more_rows_than_a_request_can_write_are_refused_with_the_filter_kept(admin, monkeypatch):
    monkeypatch.setattr(UserList, "most_exported", 1)

    response = admin.get(LIST, {"export": "xlsx", "role": "rep"}, follow=True)

    assert response.redirect_chain == [(f"{LIST}?role=rep", 302)]
    assert [message.level_tag for message in response.context["messages"]] == ["danger"]
