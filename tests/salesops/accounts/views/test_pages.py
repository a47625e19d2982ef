"""Pages of users, centers and leave: forms that act once, tell refusals, and keep filters."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from salesops.accounts.models import Center, Delegation, User
from tests.factories.accounts import UserFactory


@pytest.fixture
def admin(client, cast):
    client.force_login(cast.admin)
    return client


@pytest.fixture
def new_user(cast):
    return {
        "form_id": str(uuid4()),
        "username": "xinren",
        "name": "新人",
        "role": "rep",
        "center": cast.center.pk,
        "language": "zh-hans",
        "password": "well-chosen-7",
    }


def edited(user, **changes) -> dict:
    shown = {"username": user.username, "name": user.name, "role": user.role, "language": "zh-hans"}
    return shown | {"center": user.center_id, "revision": user.revision} | changes


def test_a_form_sent_twice_makes_one_user(admin, new_user):
    answers = [admin.post(reverse("accounts:user_create"), new_user) for _sending in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert User.objects.filter(username="xinren").count() == 1


def test_a_form_without_its_id_is_refused(admin, new_user):
    response = admin.post(reverse("accounts:user_create"), new_user | {"form_id": "x"})

    assert (response.status_code, User.objects.filter(username="xinren").exists()) == (422, False)


def test_a_refused_form_keeps_its_id(admin, new_user):
    response = admin.post(reverse("accounts:user_create"), new_user | {"name": ""})

    assert (response.status_code, new_user["form_id"] in response.content.decode()) == (422, True)


def test_a_rep_without_center_is_refused_with_a_sentence(admin, new_user):
    response = admin.post(reverse("accounts:user_create"), new_user | {"center": ""})

    assert (response.status_code, "alert-danger" in response.content.decode()) == (422, True)


def test_extra_fields_change_nothing(admin, new_user):
    admin.post(reverse("accounts:user_create"), new_user | {"is_superuser": "1", "is_demo": "1"})

    user = User.objects.get(username="xinren")
    assert (user.is_superuser, user.is_demo) == (False, False)


def test_the_later_editor_sees_the_difference_and_can_save_on_top(admin, cast):
    url = reverse("accounts:user_edit", args=[cast.rep.pk])
    admin.post(url, edited(cast.rep, name="甲"))

    refused = admin.post(url, edited(cast.rep, name="乙"))
    saved = admin.post(url, edited(cast.rep, name="乙", revision=refused.context["revision"]))

    assert (refused.status_code, saved.status_code) == (409, 302)
    assert 'id="differences"' in refused.content.decode()
    assert User.objects.get(pk=cast.rep.pk).name == "乙"


def test_the_history_of_a_user_is_shown(admin, cast):
    url = reverse("accounts:user_edit", args=[cast.rep.pk])
    admin.post(url, edited(cast.rep, name="新名"))

    page = admin.get(url).content.decode()

    assert "<del>本代表</del> → <ins>新名</ins>" in page


def test_new_rights_hold_at_the_next_request(client, cast, admin):
    page = client.__class__()
    page.force_login(cast.hq)
    assert page.get(reverse("accounts:user_list")).status_code == 403

    User.objects.filter(pk=cast.hq.pk).update(role="admin")

    assert page.get(reverse("accounts:user_list")).status_code == 200


@pytest.mark.parametrize(
    ("query", "found"),
    [("?q=同事", {"同事"}), ("?role=hq", {"总部"}), ("?q=外&role=manager", {"外经理"}), ("?is_active=False", set())],
)
def test_filters_of_users(admin, query, found):
    table = admin.get(reverse("accounts:user_list") + query).context["table"]

    assert {row.record.name for row in table.rows} == found


def test_filters_and_order_stay_in_the_links(admin):
    page = admin.get(reverse("accounts:user_list") + "?role=rep&sort=name").content.decode()

    assert "role=rep&amp;sort=-name" in page or "sort=-name&amp;role=rep" in page
    assert "role=rep&amp;sort=name&amp;export=xlsx" in page


def test_htmx_gets_the_list_alone(admin):
    headers = {"HX-Request": "true", "HX-Target": "list"}

    response = admin.get(reverse("accounts:user_list"), headers=headers)

    assert response.content.decode().lstrip().startswith('<div id="list">')
    assert "HX-Target" in response["Vary"]


def test_export_holds_the_filtered_rows(admin):
    response = admin.get(reverse("accounts:user_list") + "?role=hq&export=xlsx")

    assert response["Content-Type"].startswith("application/vnd.openxmlformats")
    assert b"".join(response.streaming_content)[:2] == b"PK"


def test_list_costs_the_same_for_more_rows(admin, django_assert_num_queries, cast):
    url = reverse("accounts:user_list")
    with CaptureQueriesContext(connection) as few:
        admin.get(url)
    UserFactory.create_batch(5, center=cast.center)

    with django_assert_num_queries(len(few)):
        admin.get(url)


def test_center_is_opened_and_edited(admin):
    values = {"code": "SZ", "name": "苏州", "checkin_radius_metres": 300, "checkin_mode": "mend", "is_active": "on"}
    values |= {"positions_from": "08:00", "positions_until": "20:00", "position_days": 90}
    values |= {"plan_draft_day": 15, "price_band_percent": 5}
    admin.post(reverse("accounts:center_create"), values | {"form_id": str(uuid4())})
    center = Center.objects.get(code="SZ")

    admin.post(reverse("accounts:center_edit", args=[center.pk]), values | {"name": "苏州中心", "revision": 1})

    assert Center.objects.get(code="SZ").name == "苏州中心"


def test_a_rep_hands_its_work_over_and_takes_it_back(client, cast):
    client.force_login(cast.rep)
    today = timezone.localdate()
    values = {"rep": cast.rep.pk, "colleague": cast.colleague.pk, "reason": "年假"}
    days = {"starts_on": today, "last_day": today, "form_id": str(uuid4())}

    made = client.post(reverse("accounts:delegation_create"), values | days)
    delegation = Delegation.objects.get()
    ended = client.post(reverse("accounts:delegation_end", args=[delegation.pk]))

    assert (made.status_code, ended.status_code, Delegation.objects.count()) == (302, 302, 0)


@pytest.mark.parametrize("field", ["rep", "colleague"])
def test_people_of_another_center_are_no_choice(client, cast, field):
    client.force_login(cast.manager)
    values = {"rep": cast.rep.pk, "colleague": cast.colleague.pk, field: cast.foreign_rep.pk}
    days = {"starts_on": "2026-11-02", "last_day": "2026-11-01", "reason": "x", "form_id": str(uuid4())}

    response = client.post(reverse("accounts:delegation_create"), values | days)

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {field, "last_day"}


@pytest.mark.parametrize("name", ["user_activate", "user_deactivate"])
def test_admin_switches_a_user(admin, cast, name):
    admin.post(reverse(f"accounts:{name}", args=[cast.rep.pk]))

    assert User.objects.get(pk=cast.rep.pk).is_active is (name == "user_activate")


def test_admin_cannot_lock_itself_out(admin, cast):
    admin.post(reverse("accounts:user_deactivate", args=[cast.admin.pk]))

    assert User.objects.get(pk=cast.admin.pk).is_active


def test_admin_gives_a_new_password(admin, cast):
    url = reverse("accounts:user_password", args=[cast.rep.pk])

    admin.post(url, {"password": "well-chosen-7", "again": "well-chosen-7"})

    assert User.objects.get(pk=cast.rep.pk).check_password("well-chosen-7")
