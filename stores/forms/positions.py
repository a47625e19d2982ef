"""How a typed or pasted position is read (handbook H2.2), and the form of a center's area."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from salesops.web.forms import ActorFormMixin
from stores.calc.coordinates import converted, position_fault, read_position
from stores.choices import CoordinateSystem
from stores.models import CenterArea


class PositionReading:
    """Reads a text before the fields, sees what was swapped, and converts to WGS-84; tells what it did."""

    def __init__(self, form: forms.ModelForm) -> None:
        self.form = form
        self.notes: list[str] = []

    def take(self, cleaned: dict[str, Any]) -> list[str]:
        text = cleaned.pop("position_text", "")
        if text:
            self._read(text, cleaned)
        else:
            self._refuse_swapped(cleaned)
        self._convert(cleaned)
        return self.notes

    def _read(self, text: str, cleaned: dict[str, Any]) -> None:
        found = read_position(text)
        if found is None:
            self.form.add_error("position_text", _("No position is in this text. Write it like 120.153576,30.287459."))
            return
        for name in ("lon", "lat"):
            self.form.errors.pop(name, None)
        cleaned |= {"lon": found.lon, "lat": found.lat}
        if found.is_turned:
            words = _("The latitude stood first: read as longitude %(lon)s, latitude %(lat)s.")
            self.notes.append(words % {"lon": found.lon, "lat": found.lat})

    def _refuse_swapped(self, cleaned: dict[str, Any]) -> None:
        lon, lat = (self._typed(name) for name in ("lon", "lat"))
        if lon is None or lat is None or position_fault(lon, lat) != "swapped_position":
            return
        self.form.errors.pop("lat", None)
        words = _("Longitude and latitude are swapped: write %(lon)s as longitude, %(lat)s as latitude.")
        self.form.add_error("lat", words % {"lon": f"{lat:g}", "lat": f"{lon:g}"})

    def _typed(self, name: str) -> float | None:
        try:
            return float(self.form.data.get(self.form.add_prefix(name)) or "")
        except ValueError:
            return None

    def _convert(self, cleaned: dict[str, Any]) -> None:
        """A position in WGS-84 that nobody touched keeps the system in which it once was given."""
        lon, lat, before = cleaned.get("lon"), cleaned.get("lat"), self.form.instance
        system = cleaned.get("position_system") or CoordinateSystem.WGS84
        if lon is None or lat is None or (system == CoordinateSystem.WGS84 and (lon, lat) == (before.lon, before.lat)):
            cleaned.pop("position_system", None)
            return
        place = converted(lon, lat, system)
        cleaned |= {"lon": place.lon, "lat": place.lat, "position_system": system}
        if system != CoordinateSystem.WGS84:
            words = _("Converted from %(system)s: the point moved by %(metres)s m.")
            self.notes.append(words % {"system": CoordinateSystem(system).label, "metres": place.moved_metres})


class CenterAreaForm(ActorFormMixin, forms.ModelForm):
    class Meta:
        model = CenterArea
        fields = ["division_prefixes", "radius_km"]

    def clean_division_prefixes(self) -> str:
        """Commas and spaces are the same to who types them."""
        return " ".join(self.cleaned_data["division_prefixes"].replace(",", " ").replace("，", " ").split())
