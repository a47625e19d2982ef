"""Travel times between stores from a sheet (handbook H4.2)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from salesops.accounts.models import User
from salesops.exchange.cells import Code, Number, Raw, Reading
from salesops.exchange.choices import RowAction
from salesops.exchange.effect_undo import EffectUndo
from salesops.exchange.effects import record_effects
from salesops.exchange.kinds import Change, Column, ImportContext, ImportKind, ImportSession, Outcome, Row, refused
from salesops.exchange.problems import Problem
from salesops.exchange.raw import fold
from stores.models import Store
from visits.calc.routing.ways import HOME, LONGEST_MINUTES, Way
from visits.models import TravelWays
from visits.rules import sets_visit_standards
from visits.selectors.ways import START
from visits.services.ways import WayChange, held_ways, record_of_way, way_of_record, write_ways

START_WORDS = {fold(word) for word in ("起点", "出发点", "起止点", "START", "HOME")}
LONGEST_KILOMETRES = 2_000


@dataclass(frozen=True, slots=True)
class PlaceCell:
    """A store's code, or the word for the place where the rep's day starts and ends."""

    max_length: int = 40

    def read(self, raw: Raw, on: date) -> Reading:
        code, note = Code(self.max_length).read(raw, on)
        return (HOME, None) if fold(code) in START_WORDS else (code, note)


COLUMNS = (
    Column(
        "rep",
        "促销经理账号",
        "Promotion manager",
        Code(150),
        help=_("User name. Left blank: for all promotion managers of the center."),
        aliases=("账号", "促销经理", "Rep"),
    ),
    Column(
        "from_place",
        "从",
        "From",
        PlaceCell(),
        is_required=True,
        help=_("A store's code, or START for the place where the day starts and ends."),
        example="S00001",
        aliases=("出发门店编码", "起点门店", "From store"),
    ),
    Column(
        "to_place",
        "到",
        "To",
        PlaceCell(),
        is_required=True,
        help=_("The same. A way without its way back counts for both."),
        example="S00002",
        aliases=("到达门店编码", "终点门店", "To store"),
    ),
    Column(
        "minutes",
        "分钟",
        "Minutes",
        Number(1, Decimal(0), Decimal(LONGEST_MINUTES), rounds=True),
        help=_("Left blank: this way is reckoned by speed and detour again."),
        example="12.5",
        aliases=("时间（分钟）", "行程分钟"),
    ),
    Column(
        "km",
        "公里",
        "Kilometres",
        Number(3, Decimal(0), Decimal(LONGEST_KILOMETRES), rounds=True),
        help=_("Left blank: the straight line times the detour factor."),
        example="4.2",
        aliases=("距离（公里）", "km"),
    ),
)
SAMPLE = (
    {"from_place": "START", "to_place": "HZ00001", "minutes": 18, "km": Decimal("9.5")},
    {"from_place": "HZ00001", "to_place": "HZ00002", "minutes": Decimal("12.5"), "km": Decimal("4.2")},
)


class TravelTimesImport(ImportSession):
    """Ways by their two ends; a way that is given again takes the place of the former one."""

    def __init__(self, context: ImportContext) -> None:
        self.context = context
        self._stores: dict[str, Store] = {}

    def prepare(self, rows: Sequence[Row]) -> list[Outcome]:
        """Two queries a chunk: stores not met before, and the rows of the places that ways start from."""
        self._load_stores({row.values[name] for row in rows for name in ("from_place", "to_place")} - {HOME})
        found = {row.number: self._problem(row) for row in rows}
        good = {row.number: self._change(row) for row in rows if found[row.number] is None}
        held = held_ways(good.values(), is_locked=self.context.is_writing)
        return [
            refused(row, found[row.number]) if found[row.number] else _outcome(row, good[row.number], held)
            for row in rows
        ]

    def apply(self, outcomes: Sequence[Outcome]) -> None:
        effects = write_ways((outcome.number, outcome.subject, outcome.payload) for outcome in outcomes)
        record_effects(effects, run_id=self.context.run_id)

    def finish(self) -> None:
        """All is written by then."""

    @cached_property
    def reps(self) -> dict[str, User]:
        return {rep.username: rep for rep in User.objects.visible_to(self.context.actor).reps().active()}

    def _load_stores(self, codes: Iterable[str]) -> None:
        stores = Store.objects.visible_to(self.context.actor).select_related("center", "merged_into")
        new = set(codes) - self._stores.keys()
        self._stores |= {store.code: store for store in stores.filter(code__in=new)}

    def _problem(self, row: Row) -> Problem | None:
        values = row.values
        named = {name: values[name] for name in ("from_place", "to_place")}
        if values["from_place"] == values["to_place"]:
            return Problem("same_place", {}, "to_place")
        for name, code in named.items():
            if problem := self._problem_of_store(name, code):
                return problem
        return self._problem_of_people(values.get("rep"), [self._stores[code] for code in named.values() if code])

    def _problem_of_store(self, name: str, code: str) -> Problem | None:
        if code == HOME:
            return None
        store = self._stores.get(code)
        if store is None:
            return Problem("unknown_code", {"text": code}, name)
        return Problem("merged", {"code": store.merged_into.code}, name) if store.merged_into else None

    def _problem_of_people(self, username: str | None, stores: Sequence[Store]) -> Problem | None:
        center = stores[0].center
        if not sets_visit_standards(self.context.actor, stores[0]):
            return Problem("not_yours", {}, "from_place")
        if any(store.center_id != center.pk for store in stores):
            return Problem("two_centers", {}, "to_place")
        if username and username not in self.reps:
            return Problem("unknown_code", {"text": username}, "rep")
        if username and self.reps[username].center_id != center.pk:
            return Problem("other_center", {"center": str(center)}, "rep")
        return None

    def _change(self, row: Row) -> WayChange:
        values = row.values
        here, there = (self._stores.get(values[name]) for name in ("from_place", "to_place"))
        minutes, km = values.get("minutes"), values.get("km")
        return WayChange(
            center_id=(here or there).center_id,
            rep=self.reps[values["rep"]] if values.get("rep") else None,
            here=here,
            there_id=there.pk if there else START,
            way=None if minutes is None else Way(int(minutes * 10), None if km is None else int(km * 1_000)),
        )


def _outcome(row: Row, change: WayChange, held: dict[tuple, TravelWays]) -> Outcome:
    values = row.values
    subject = f"{values['from_place'] or _('Start')} → {values['to_place'] or _('Start')}"
    known = held.get(change.place)
    before = way_of_record(known.ways.get(str(change.there_id))) if known else None
    if before == change.way:
        return Outcome(row.number, RowAction.UNCHANGED, subject=subject)
    action = RowAction.CREATED if before is None else RowAction.CHANGED
    return Outcome(
        row.number,
        action,
        subject=subject,
        changes=list(_changes(before, change.way)),
        payload=(change, held),
    )


def _changes(before: Way | None, after: Way | None) -> Iterable[Change]:
    texts = (_texts(before), _texts(after))
    for name, label, old, new in zip(("minutes", "km"), (_("Minutes"), _("Kilometres")), *texts, strict=True):
        if old != new:
            yield Change(name, label, old, new)


def _texts(way: Way | None) -> tuple[str, str]:
    minutes, metres = record_of_way(way) or (None, None)
    return (
        "" if minutes is None else f"{minutes / 10:g}",
        "" if metres is None else f"{metres / 1_000:g}",
    )


class TravelTimesUndo(EffectUndo):
    """Ways stand as before, place by place; plans that were made with them keep theirs."""

    written = (TravelWays,)


TRAVEL_TIMES = ImportKind(
    code="travel_times",
    title=_("Travel times"),
    columns=COLUMNS,
    key=("rep", "from_place", "to_place"),
    open=TravelTimesImport,
    undo=TravelTimesUndo,
    clause="H4.2",
    sentences={
        "same_place": _("A way leads to another place."),
        "two_centers": _("The two stores belong to different centers."),
        "other_center": _("This person does not work in %(center)s."),
        "not_yours": _("You may not set route parameters of this center."),
        "merged": _("It was merged into %(code)s. Use that code."),
    },
    sample=SAMPLE,
)
