"""Stores from a sheet (handbook H2.2, H2.4)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from salesops.exchange.cells import Code, Day, Integer, Number, Phone, Text
from salesops.exchange.choices import RowAction
from salesops.exchange.effects import Effect, record_effects
from salesops.exchange.kinds import Column, ImportContext, ImportKind, Outcome, Row, choice_of
from salesops.exchange.problems import Problem
from stores import rules
from stores.calc.coordinates import converted, position_fault
from stores.choices import CoordinateSystem, StoreClass, StoreFormat, StoreStatus
from stores.imports.archive import ArchiveSession, plain_values
from stores.imports.cells import Clock
from stores.imports.likeness import KnownStores
from stores.imports.undo import StoreUndo
from stores.models import Customer, Store
from stores.services.responsibilities import Turn, Turned, open_responsibilities, turn_responsibilities
from stores.steps import STORE_MOVES

PLAIN = (
    "code",
    "name",
    "format",
    "store_class",
    "status",
    "opened_on",
    "closed_on",
    "division_code",
    "address",
    "lon",
    "lat",
    "position_system",
    "contact_name",
    "phone",
    "opens_at",
    "closes_at",
    "area_m2",
    "counters",
    "competitor_counters",
    "staff_count",
    "monthly_capacity_units",
)


def degrees(most: int) -> Number:
    """A longitude or latitude; more than six places are less than a step."""
    return Number(6, Decimal(-most), Decimal(most), rounds=True)


FORMAT = choice_of(
    StoreFormat,
    品牌店="brand",
    多品牌店="multi",
    独立店="multi",
    连锁="chain",
    连锁店="chain",
    运营商厅="operator",
    营业厅="operator",
    专柜="counter",
)
SYSTEM = choice_of(
    CoordinateSystem,
    GPS="wgs84",
    地球坐标="wgs84",
    高德="gcj02",
    腾讯="gcj02",
    火星坐标="gcj02",
    国测局坐标="gcj02",
    百度="bd09",
    百度坐标="bd09",
    **{"WGS-84": "wgs84", "GCJ-02": "gcj02", "BD-09": "bd09"},
)
COLUMNS = (
    Column("code", "门店编码", "Store code", Code(40), is_required=True, example="S00001"),
    Column("name", "门店名称", "Store name", Text(120), is_required=True, example="星光通讯解放路店"),
    Column(
        "customer",
        "客户编码",
        "Customer code",
        Code(40),
        is_required=True,
        example="K0001",
        aliases=("客户", "Customer"),
    ),
    Column("format", "业态", "Format", FORMAT, is_required=True, example="多品牌店"),
    Column(
        "rep",
        "促销经理账号",
        "Rep username",
        Code(150),
        help=_("Left blank: a new store gets its customer's rep."),
        example="rep01",
        aliases=("促销经理", "Rep"),
    ),
    Column(
        "center",
        "中心编码",
        "Center code",
        Code(20),
        help=_("Left blank: the customer's center."),
        aliases=("中心", "Center"),
    ),
    Column(
        "store_class",
        "分类",
        "Class",
        choice_of(StoreClass),
        help=_("Provisional until a classification run."),
        aliases=("门店分类",),
    ),
    Column("status", "状态", "Status", choice_of(StoreStatus)),
    Column("opened_on", "开业日期", "Opened on", Day(earliest=date(1980, 1, 1)), example="2023-01-01"),
    Column("closed_on", "关店日期", "Closed on", Day(earliest=date(1980, 1, 1), days_ahead=0)),
    Column("division_code", "行政区划代码", "Division code", Code(12), example="330106"),
    Column("address", "地址", "Address", Text(200)),
    Column("lon", "经度", "Longitude", degrees(180), example="120.153576"),
    Column("lat", "纬度", "Latitude", degrees(180), example="30.287459"),
    Column(
        "position_system",
        "坐标系",
        "Coordinate system",
        SYSTEM,
        help=_("WGS-84, GCJ-02 or BD-09; left blank: WGS-84. Stored is WGS-84."),
        example="WGS-84",
    ),
    Column("contact_name", "联系人", "Contact", Text(60)),
    Column("phone", "电话", "Phone", Phone(), example="13800000000"),
    Column("opens_at", "开门时间", "Opens at", Clock(), example="09:00"),
    Column("closes_at", "关门时间", "Closes at", Clock(), example="21:00"),
    Column("area_m2", "面积（平方米）", "Area (m²)", Integer(0, 100_000)),
    Column("counters", "我方柜台数", "Our counters", Integer(0, 1_000)),
    Column("competitor_counters", "竞品柜台数", "Competitor counters", Integer(0, 1_000)),
    Column("staff_count", "店员人数", "Staff", Integer(0, 1_000)),
    Column("monthly_capacity_units", "手机月容量（台）", "Monthly handset capacity (units)", Integer(0, 1_000_000)),
)
SAMPLE = (
    {
        "code": "HZ90001",
        "name": "示例手机店文三路店",
        "customer": "HZ-C0001",
        "format": StoreFormat.MULTI.label,
        "opened_on": timedelta(days=-400),
        "division_code": "330106",
        "address": "杭州市西湖区文三路1号",
        "lon": Decimal("120.128500"),
        "lat": Decimal("30.276300"),
        "position_system": CoordinateSystem.WGS84.label,
        "contact_name": "李芳",
        "phone": "13800000000",
        "opens_at": "09:00",
        "closes_at": "21:00",
        "area_m2": 60,
        "counters": 2,
        "staff_count": 3,
    },
    {
        "code": "HZ90002",
        "name": "示例手机店庆春路店",
        "customer": "HZ-C0001",
        "format": StoreFormat.MULTI.label,
        "division_code": "330102",
        "address": "杭州市上城区庆春路1号",
        "opens_at": "09:30",
        "closes_at": "20:30",
    },
)


class StoreImport(ArchiveSession):
    """Stores of customers that the archive has; center and rep come from the customer if not given."""

    model = Store
    related = ("center", "rep", "customer", "merged_into")

    def __init__(self, context: ImportContext) -> None:
        super().__init__(context)
        self._customers: dict[str, Customer] = {}

    def load(self, rows: Sequence[Row], existing: Mapping[str, Store]) -> None:
        """One query: the customers that were not met before."""
        codes = {row.values["customer"] for row in rows} - self._customers.keys()
        visible = Customer.objects.visible_to(self.context.actor).select_related("rep", "center")
        self._customers |= {customer.code: customer for customer in visible.filter(code__in=codes)}

    def resolve(self, row: Row, obj: Store | None) -> tuple[dict[str, Any], list[Problem]]:
        values = plain_values(row, Store, PLAIN)
        _place(values, obj)
        if row.values.get("opens_at") and row.values.get("closes_at"):
            values["hours_are_checked"] = True
        problems = self.lookup(row, "customer", self._customers, values)
        problems += self.lookup(row, "rep", self.rep_by_username, values)
        problems += self.lookup(row, "center", self.center_by_code, values)
        if not problems:
            values.setdefault("center", values["customer"].center)
            if obj is None:
                values.setdefault("rep", values["customer"].rep)
        return values, problems

    def check(self, obj: Store, former: Mapping[str, Any] | None) -> list[Problem]:
        return [*self._foreign(obj, former), *_contradictions(obj)]

    @cached_property
    def known_stores(self) -> KnownStores:
        return KnownStores(self.context.actor)

    def add_notes(self, outcomes: Sequence[Outcome]) -> None:
        """One query, and another for the first chunk: whom new stores may be."""
        found = self.known_stores.meet([outcome.payload.obj for outcome in outcomes])
        for outcome, notes in zip(outcomes, found, strict=True):
            outcome.notes = notes

    def _foreign(self, obj: Store, former: Mapping[str, Any] | None):
        if obj.merged_into_id:
            yield Problem("merged", {"code": obj.merged_into.code}, "code")
            return
        if not self._may(obj, former):
            yield Problem("not_yours", column="code")
        if obj.customer.center_id != obj.center_id:
            names = {"customer": obj.customer.code, "center": obj.customer.center.name}
            yield Problem("center_mismatch", names, "center")
        if former and "status" in former and obj.status not in STORE_MOVES[former["status"]]:
            labels = {"before": StoreStatus(former["status"]).label, "after": StoreStatus(obj.status).label}
            yield Problem("no_such_move", {name: str(label) for name, label in labels.items()}, "status")
        if not rules.is_rep_of(obj.rep, obj.center_id):
            yield Problem("rep_of_elsewhere", {"center": obj.center.name}, "rep")

    def _may(self, obj: Store, former: Mapping[str, Any] | None) -> bool:
        if former is None:
            return self.may_create_in(obj.center_id)
        return rules.editable_store_fields(self.context.actor, obj).issuperset(former)

    def insert(self, objects: list[Store]) -> None:
        super().insert(objects)
        open_responsibilities(objects, today=self.today)

    def apply(self, outcomes: Sequence[Outcome]) -> None:
        super().apply(outcomes)
        moved = {
            outcome.payload.obj.pk: outcome
            for outcome in outcomes
            if outcome.action == RowAction.CHANGED and "rep" in outcome.payload.former
        }
        if moved:
            turns = [Turn(outcome.payload.obj, outcome.payload.former["rep"]) for outcome in moved.values()]
            turned = turn_responsibilities(turns, on=self.today)
            record_effects(_spans(turned, moved), run_id=self.context.run_id)


def _spans(turned: Turned, moved: Mapping[int, Outcome]) -> Iterator[Effect]:
    """The spans of responsibility that the moves left behind, each under its store's row."""
    for span, former in turned.changed:
        outcome = moved[span.store_id]
        yield Effect(outcome.number, outcome.subject, span, RowAction.CHANGED, former)
    for span in turned.begun:
        outcome = moved[span.store_id]
        yield Effect(outcome.number, outcome.subject, span, RowAction.CREATED, watched=("rep", "starts_on", "ends_on"))


def _place(values: dict[str, Any], obj: Store | None) -> None:
    """Turn a position into WGS-84; the archive remembers the system, when it is said or the place changes."""
    system = values.pop("position_system", None)
    if values.get("lon") is None or values.get("lat") is None:
        return
    place = converted(values["lon"], values["lat"], system or CoordinateSystem.WGS84)
    values |= {"lon": place.lon, "lat": place.lat}
    if system or (obj and (obj.lon, obj.lat) != (place.lon, place.lat)):
        values["position_system"] = system or CoordinateSystem.WGS84


def _contradictions(obj: Store):
    """What the table's constraints would refuse, said with the column's name."""
    yield from _misplacings(obj)
    if obj.opens_at >= obj.closes_at:
        yield Problem("closes_before_opening", column="closes_at")
    if (obj.status == StoreStatus.CLOSED) != (obj.closed_on is not None):
        yield Problem("closed_without_date", column="closed_on")
    if obj.opened_on and obj.closed_on and obj.closed_on < obj.opened_on:
        yield Problem("closed_before_opened", column="closed_on")


def _misplacings(obj: Store):
    if (obj.lon is None) != (obj.lat is None):
        yield Problem("half_position", column="lon" if obj.lon is None else "lat")
    elif obj.lon is not None and position_fault(float(obj.lon), float(obj.lat)) == "swapped_position":
        yield Problem("swapped_position", {"lon": str(obj.lat), "lat": str(obj.lon)}, "lat")
    elif obj.lat is not None and abs(obj.lat) > 90:
        yield Problem("no_latitude", {"lat": str(obj.lat)}, "lat")


STORES = ImportKind(
    code="stores",
    title=_("Stores"),
    columns=COLUMNS,
    key=("code",),
    open=StoreImport,
    undo=StoreUndo,
    sentences={
        "not_yours": _("You may not change this store."),
        "no_such_move": _("A store cannot go from “%(before)s” to “%(after)s”."),
        "merged": _("It was merged into %(code)s. Use that code."),
        "center_mismatch": _("Customer %(customer)s belongs to %(center)s."),
        "rep_of_elsewhere": _("This is no active rep of %(center)s."),
        "customer_moved": _("Its former customer lies in another center by now."),
        "half_position": _("Give both longitude and latitude, or neither."),
        "swapped_position": _("Longitude and latitude are swapped: write %(lon)s as longitude, %(lat)s as latitude."),
        "no_latitude": _("%(lat)s is no latitude: it lies between -90 and 90."),
        "closes_before_opening": _("The store must open before it closes."),
        "closed_without_date": _("A closed store has a closing date, an open one has none."),
        "closed_before_opened": _("The store was closed before it was opened."),
        "same_name_as": _("May be the store %(code)s %(name)s: same name."),
        "same_phone_as": _("May be the store %(code)s %(name)s: same phone."),
        "not_a_clock": _("“%(text)s” is not a time of day. Write it like 09:00."),
    },
    sample=SAMPLE,
)
