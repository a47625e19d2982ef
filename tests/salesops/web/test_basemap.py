"""What lies under the maps follows the settings (H4.3)."""

import json

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse

from salesops.settings import origins_of_tiles
from salesops.web.basemap import ground_of_maps

TILES = "https://t{s}.tiles.example.com/{z}/{x}/{y}.png"


def test_without_settings_the_maps_are_schematic():
    assert ground_of_maps() == {}


@pytest.mark.parametrize(
    ("address", "origins"),
    [
        ("", []),
        (TILES, ["https://*.tiles.example.com"]),
        ("http://10.0.0.5:8080/{z}/{x}/{y}.png", ["http://10.0.0.5:8080"]),
    ],
)
def test_pictures_may_come_from_where_the_tiles_are(address, origins):
    assert origins_of_tiles(address) == origins


@pytest.mark.parametrize(
    "address", ["tiles/{z}/{x}/{y}.png", "https://tiles.example.com/all.png", "file:///{z}/{x}/{y}"]
)
def test_what_is_no_tile_address_stops_the_start(address):
    with pytest.raises(ImproperlyConfigured, match="SALESOPS_MAP_TILES"):
        origins_of_tiles(address)


@pytest.mark.django_db
def test_an_outline_of_ones_own_is_named_in_the_page_and_served(client, cast, settings, tmp_path):
    outline = {"type": "FeatureCollection", "features": []}
    file = tmp_path / "outline.json"
    file.write_text(json.dumps(outline))
    settings.MAP_OUTLINE = str(file)
    client.force_login(cast.rep)

    page = client.get(reverse("web:me")).content.decode()
    served = client.get(reverse("web:map_outline"))

    assert reverse("web:map_outline") in page
    assert json.loads(served.getvalue()) == outline
