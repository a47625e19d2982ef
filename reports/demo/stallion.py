"""A real monthly panel of 58 agencies and 25 products, turned into import files of the program.

The agencies become stores and customers, placed around the real districts of one city; the volumes,
in hectolitres, become units; the last two years are moved so that they end with the last full month.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from statistics import median

from reports.demo.places import Site, Territory
from reports.demo.season import month_back, months_apart, next_month
from reports.demo.stream import Stream

MONTHS = 24
HECTOLITRES_PER_UNIT = 10
_CITY = "330100"
_DECAY_KM = 6.0
_OPENED_YEARS_BEFORE = 3
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Observation:
    """One agency, product and month of the panel, its month already moved."""

    agency: str
    product: str
    month: date
    hectolitres: float
    list_price: float
    actual_price: float

    @property
    def units(self) -> int:
        return int(self.hectolitres / HECTOLITRES_PER_UNIT + 0.5)


@dataclass(frozen=True, slots=True)
class Panel:
    """The observations of the kept months, and where each agency stands."""

    observations: tuple[Observation, ...]
    sites: dict[str, Site]
    center: str
    reps: tuple[str, ...]

    @property
    def agencies(self) -> list[str]:
        """Round the city by bearing, so that the thirds are areas."""
        return sorted(self.sites, key=lambda agency: (_bearing(self.sites[agency]), agency))

    def rep_of(self, agency: str) -> str:
        agencies = self.agencies
        return self.reps[agencies.index(agency) * len(self.reps) // len(agencies)]


def read_panel(source: Path, *, today: date, center: str, reps: tuple[str, ...]) -> Panel:
    with source.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    last = max(date.fromisoformat(f"{row['ds']}-01") for row in rows)
    shift = months_apart(last, month_back(today.replace(day=1), 1))
    seen = tuple(_observation(row, shift) for row in rows)
    first = month_back(today.replace(day=1), MONTHS)
    territory = Territory.of((_CITY,), _DECAY_KM)
    agencies = sorted({one.agency for one in seen})
    return Panel(
        observations=tuple(one for one in seen if one.month >= first),
        sites={agency: territory.draw(Stream(1, "stallion", agency)) for agency in agencies},
        center=center,
        reps=reps,
    )


def customer_rows(panel: Panel) -> Iterator[dict[str, object]]:
    for agency in panel.agencies:
        yield {
            "code": customer_code(agency),
            "name": f"代理商{_number(agency)}",
            "kind": "independent",
            "rep": panel.rep_of(agency),
            "center": panel.center,
            "payment_days": 30,
            "rebate_percent": 2,
        }


def store_rows(panel: Panel) -> Iterator[dict[str, object]]:
    opened_on = _first_month(panel).replace(year=_first_month(panel).year - _OPENED_YEARS_BEFORE)
    for agency in panel.agencies:
        site = panel.sites[agency]
        yield {
            "code": store_code(agency),
            "name": f"代理商{_number(agency)}{site.district.name}店",
            "customer": customer_code(agency),
            "format": "multi",
            "rep": panel.rep_of(agency),
            "center": panel.center,
            "opened_on": opened_on,
            "division_code": site.district.code,
            "address": f"{site.city.name}{site.district.name}",
            "lon": round(site.point.lon, 6),
            "lat": round(site.point.lat, 6),
            "opens_at": "09:00",
            "closes_at": "21:00",
        }


def catalogue_rows(panel: Panel) -> Iterator[dict[str, object]]:
    """Each product is a model with one SKU; its prices are the medians of what was seen."""
    starts_on = _first_month(panel)
    for product in sorted({one.product for one in panel.observations}):
        seen = [one for one in panel.observations if one.product == product]
        yield {
            "model": product,
            "name": product.replace("_", " "),
            "brand": "Stallion",
            "sku": f"{product}-1",
            "list_yuan": _price(one.list_price for one in seen),
            "supply_yuan": _price(one.actual_price for one in seen),
            "price_from": starts_on,
        }


def sales_rows(panel: Panel) -> Iterator[dict[str, object]]:
    """One row for each agency, product and month, on the month's last day; a zero was reported too."""
    for one in sorted(panel.observations, key=lambda one: (one.agency, one.month, one.product)):
        yield {
            "kind": "sell_out",
            "store": store_code(one.agency),
            "sku": f"{one.product}-1",
            "day": next_month(one.month) - timedelta(days=1),
            "quantity": one.units,
        }


def customer_code(agency: str) -> str:
    return f"SK{_number(agency)}"


def store_code(agency: str) -> str:
    return f"ST{_number(agency)}"


def _observation(row: dict[str, str], shift: int) -> Observation:
    month = date.fromisoformat(f"{row['ds']}-01")
    return Observation(
        agency=row["agency"],
        product=row["sku"],
        month=month_back(month, -shift),
        hectolitres=float(row["y"]),
        list_price=float(row["price_regular"]),
        actual_price=float(row["price_actual"]),
    )


def _number(agency: str) -> str:
    return agency.rpartition("_")[2]


def _bearing(site: Site) -> float:
    return site.city.middle.bearing_to(site.point)


def _first_month(panel: Panel) -> date:
    return min(one.month for one in panel.observations)


def _price(prices: Iterator[float]) -> Decimal:
    """A few months have a price of nought or less: no price at all."""
    return Decimal(median([price for price in prices if price > 0])).quantize(_CENT)
