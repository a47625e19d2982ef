"""What lies under the points of the maps, by settings: nothing, an own outline, tiles (handbook H4.3)."""

from typing import Any

from django.conf import settings
from django.urls import reverse


def ground_of_maps() -> dict[str, Any]:
    """The settings as the browser needs them; empty where the maps are schematic."""
    ground: dict[str, Any] = {}
    if settings.MAP_TILES:
        ground |= {
            "tiles": settings.MAP_TILES,
            "subdomains": settings.MAP_TILES_SUBDOMAINS,
            "datum": settings.MAP_TILES_DATUM,
        }
    if settings.MAP_OUTLINE:
        ground["outline"] = reverse("web:map_outline")
    if ground and settings.MAP_ATTRIBUTION:
        ground["attribution"] = settings.MAP_ATTRIBUTION
    return ground
