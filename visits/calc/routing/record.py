"""A problem and what was left out as plain records, to be kept with the plan (handbook H4.3).

A plan that keeps what was asked can be explained later, and changed by hand with the same times.
"""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from visits.calc.routing.problem import (
    Cycle,
    Plan,
    Problem,
    Reason,
    Rep,
    Repair,
    RepairKind,
    StoreStop,
    Unplaced,
)
from visits.calc.routing.ways import HOME, pack_ways, unpack_ways

RULE_VERSION = "routes-1"


def record_of_problem(problem: Problem) -> dict[str, Any]:
    """Write a problem down in lists, texts and numbers alone."""
    return {
        "rule_version": RULE_VERSION,
        "rep": asdict(problem.rep),
        "cycle": {"days": list(problem.cycle.days), "weeks": problem.cycle.weeks},
        "stores": [_record_of_store(store) for store in problem.stores],
        "ways": pack_ways(problem.ways, _places(store.code for store in problem.stores)),
    }


def problem_of_record(record: dict[str, Any]) -> Problem:
    """Read a problem back; plans of before ways could be measured have none."""
    rep = record["rep"]
    return Problem(
        stores=tuple(_store_of_record(store) for store in record["stores"]),
        rep=Rep(**(rep | {"start": _point(rep["start"]), "end": _point(rep["end"])})),
        cycle=Cycle(tuple(record["cycle"]["days"]), record["cycle"]["weeks"]),
        ways=unpack_ways(record.get("ways", ""), _places(store["code"] for store in record["stores"])),
    )


def _places(codes: Iterable[str]) -> list[str]:
    return [*codes, HOME]


def _record_of_store(store: StoreStop) -> dict[str, Any]:
    days = {"closed_days": sorted(store.closed_days), "pinned_days": sorted(store.pinned_days)}
    return asdict(store) | days


def _store_of_record(record: dict[str, Any]) -> StoreStop:
    """Plans of before pins were known have none."""
    days = {name: frozenset(record.get(name, ())) for name in ("closed_days", "pinned_days")}
    return StoreStop(**(record | days))


def record_of_unplaced(unplaced: Iterable[Unplaced]) -> list[dict[str, Any]]:
    """Write down what was left out, why, and what would make it fit."""
    return [
        {
            "store": item.code,
            "missing_visits": item.missing_visits,
            "reason": item.reason.value,
            "minutes_over": round(item.minutes_over, 1),
            "repairs": [
                asdict(repair) | {"kind": repair.kind.value, "days": list(repair.days)} for repair in item.repairs
            ],
        }
        for item in unplaced
    ]


def unplaced_of_record(record: Iterable[dict[str, Any]]) -> tuple[Unplaced, ...]:
    """Read back what was left out."""
    return tuple(
        Unplaced(
            code=item["store"],
            missing_visits=item["missing_visits"],
            reason=Reason(item["reason"]),
            repairs=tuple(
                Repair(**(repair | {"kind": RepairKind(repair["kind"]), "days": tuple(repair["days"])}))
                for repair in item["repairs"]
            ),
            minutes_over=item["minutes_over"],
        )
        for item in record
    )


def record_of_totals(plan: Plan) -> dict[str, Any]:
    """Write down the sums of the cycle and of each day, without the stops."""
    days = [
        {"day": day.day, "name": day.name, "stops": len(day.stops)}
        | {name: getattr(day, name) for name in ("travel", "in_store", "waiting", "total", "limit", "metres")}
        for day in plan.days
    ]
    return asdict(plan.totals) | {"days": days, "uneven": list(plan.uneven)}


def _point(place: list[float] | tuple[float, float] | None) -> tuple[float, float] | None:
    return (place[0], place[1]) if place else None
