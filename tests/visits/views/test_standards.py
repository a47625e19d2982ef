"""Pages of standards and days (H4.1, H4.2)."""

import re

import pytest
from django.urls import reverse

from visits.selectors.standards import parameters_of, parameters_of_center, standards_of

pytestmark = pytest.mark.django_db
DAY = {
    "starts_at": "08:30",
    "daily_minutes": 450,
    "rest_minutes": 60,
    "office_minutes": 30,
    "speed_kmh": "22.5",
    "detour_factor": "1.30",
}


def post(client, who, name, args, data):
    client.force_login(who)
    return client.post(reverse(f"visits:{name}", args=args), data)


def test_the_manager_sets_a_standard(client, cast):
    data = {"visits_per_cycle": 2, "minutes": 30, "revision": 1}

    response = post(client, cast.manager, "standard_edit", [cast.center.pk, "B"], data)

    assert response.status_code == 302
    assert standards_of(cast.center)["B"].visits_per_cycle == 2


@pytest.mark.parametrize("data", [{"visits_per_cycle": 15, "minutes": 30}, {"visits_per_cycle": 2, "minutes": ""}])
def test_a_standard_beyond_reason_comes_back(client, cast, data):
    response = post(client, cast.manager, "standard_edit", [cast.center.pk, "B"], data | {"revision": 1})

    assert response.status_code == 422


def test_a_class_that_is_none_is_not_there(client, cast):
    client.force_login(cast.manager)

    assert client.get(reverse("visits:standard_edit", args=[cast.center.pk, "D"])).status_code == 404


def test_the_admin_sets_a_reps_day_and_the_manager_the_usual_one(client, cast):
    post(client, cast.admin, "parameters_edit", [cast.rep.pk], DAY | {"max_stops": 6, "revision": 1})
    post(client, cast.manager, "center_parameters_edit", [cast.center.pk], DAY | {"revision": 1})

    assert parameters_of(cast.rep).max_stops == 6
    assert parameters_of_center(cast.center).daily_minutes == 450


@pytest.mark.parametrize("wrong", [{"daily_minutes": 90}, {"start_lon": "120.1"}, {"speed_kmh": "0"}])
def test_a_day_that_cannot_be_comes_back_with_the_reason(client, cast, wrong):
    response = post(client, cast.manager, "parameters_edit", [cast.rep.pk], DAY | wrong | {"revision": 1})

    assert response.status_code == 422
    assert response.context["form"].errors


@pytest.mark.parametrize(("who", "links"), [("rep", 0), ("hq", 0), ("manager", 3), ("admin", 6)])
def test_only_who_may_set_sees_the_links(client, cast, who, links):
    client.force_login(getattr(cast, who))

    html = client.get(reverse("visits:standard_list")).content.decode()

    assert len(re.findall(r"/visits/standards/\d+/", html)) == links
