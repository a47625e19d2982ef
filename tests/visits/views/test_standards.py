"""Pages of standards and days (H4.1, H4.2)."""

import re

import pytest
from django.urls import reverse

from tests.visits.routes.areas import stores_of
from visits.models import TravelWays
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


def test_the_pages_of_days_say_how_many_ways_were_imported_and_the_admin_is_led_to_the_import(client, cast):
    first, second = stores_of(cast.rep, 2)
    way = {"center": cast.center, "lon": first.lon, "lat": first.lat, "ways": {str(second.pk): [125, 4200]}}
    TravelWays.objects.create(store=first, **way)

    def text(who, name, *args):
        client.force_login(who)
        return client.get(reverse(f"visits:{name}", args=args)).content.decode()

    assert "门店之间的2段路程中，已导入2段的行程时间。" in text(cast.manager, "parameters_edit", cast.rep.pk)
    assert "尚未导入" in text(cast.manager, "parameters_edit", cast.colleague.pk)
    assert "导入1处出发的行程时间" in text(cast.manager, "center_parameters_edit", cast.center.pk)
    link = reverse("exchange:import_create", args=["travel_times"])
    assert link in text(cast.admin, "parameters_edit", cast.rep.pk)
    assert link not in text(cast.manager, "parameters_edit", cast.rep.pk)
