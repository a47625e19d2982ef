"""Judges a rep's plan on its own: shares nothing with the planner but the problem and the plan (handbook H4.3)."""

from itertools import combinations
from math import asin, cos, radians, sin, sqrt

EARTH_METRES = 6_371_008.8
WEEK = 7
# Arrivals are kept to a tenth of a minute, leg by leg; a day's sums may differ by as much.
TOLERANCE = 0.1


def faults(problem, plan):
    """Everything that a dispatcher would refuse."""
    stores = {store.code: store for store in problem.stores}
    visits = [(day.day, stop.code) for day in plan.days for stop in day.stops]
    found = [f"{code}: twice on day {day}" for day, code in set(visits) if visits.count((day, code)) > 1]
    left_out = {item.code: item.missing_visits for item in plan.unplaced}
    for store in problem.stores:
        found += _faults_of_store(problem, store, [day for day, code in visits if code == store.code], left_out, plan)
    for day in plan.days:
        found += _faults_of_day(problem, stores, day)
    minutes = sum(day.total for day in plan.days)
    if abs(plan.totals.total - minutes) > TOLERANCE or plan.totals.visits != len(visits):
        found.append("totals: not the sum of the days")
    return found


def _faults_of_store(problem, store, days, left_out, plan):
    if len(days) + left_out.get(store.code, 0) != max(0, store.visits_per_cycle):
        yield f"{store.code}: {len(days)} visits of {store.visits_per_cycle}"
    if not set(days) <= set(problem.cycle.days) - store.closed_days:
        yield f"{store.code}: on a day off"
    if days and not store.pinned_days <= set(days):
        yield f"{store.code}: not on its fixed days"
    may_be_uneven = store.code in plan.uneven or store.pinned_days
    if days and not may_be_uneven and not _is_as_even_as_can_be(problem, store, days):
        yield f"{store.code}: unevenly spaced on {days}"


def gaps(days, length):
    return [(after - day - 1) % length + 1 for day, after in zip(days, [*days[1:], days[0]], strict=True)]


def _is_as_even_as_can_be(problem, store, days):
    """Within 3/7 of the ideal gap and with each week its share; where the calendar has no such days, anything goes."""
    choices = combinations(sorted(set(problem.cycle.days) - store.closed_days), len(days))
    return _is_even(days, problem.cycle) or not any(_is_even(list(choice), problem.cycle) for choice in choices)


def _is_even(days, cycle):
    count, weeks = len(days), cycle.weeks
    ideal = cycle.length / count
    shares = [sum(day // WEEK == week for day in days) for week in range(weeks)]
    return all(count // weeks <= share <= -(-count // weeks) for share in shares) and all(
        abs(gap - ideal) <= 3 / 7 * ideal + 1e-9 for gap in gaps(days, cycle.length)
    )


def _faults_of_day(problem, stores, day):
    name, rep = f"day {day.day}", problem.rep
    visited = [stores[stop.code] for stop in day.stops]
    walked = walk(problem, visited)
    limit = rep.daily_minutes - rep.rest_minutes - rep.office_minutes
    if day.stops and day.total > max(0, limit) + TOLERANCE:
        yield f"{name}: {day.total} of {limit} minutes"
    if rep.max_stops is not None and len(visited) > rep.max_stops:
        yield f"{name}: {len(visited)} stops"
    if abs(walked.total - day.total) > TOLERANCE:
        yield f"{name}: {day.total} minutes said, {walked.total:.2f} found"
    for store, stop, arrival in zip(visited, day.stops, walked.arrivals, strict=True):
        if abs(arrival - stop.arrive_minute) > TOLERANCE:
            yield f"{name}: {store.code} reached at {arrival:.1f}, not {stop.arrive_minute}"
        if not store.opens_minute - TOLERANCE <= arrival <= store.closes_minute - store.minutes + TOLERANCE:
            yield f"{name}: {store.code} not open for the whole visit"


class Walked:
    def __init__(self, total, arrivals, late):
        self.total, self.arrivals, self.late = total, arrivals, late


def walk(problem, visited):
    """Drive a day: office work while the first store is closed, a rest once it is due, waiting where none is open."""
    if not visited:
        return Walked(0.0, [], 0.0)
    rep = problem.rep
    here, clock, total, rested, late, arrivals = _home(rep.start), float(rep.starts_minute), 0.0, False, 0.0, []
    for number, store in enumerate(visited):
        there = (store.code, (store.lon, store.lat))
        way = minutes_between(problem, here, there)
        if number == 0:
            clock += min(max(0.0, store.opens_minute - clock - way), rep.office_minutes)
        elif not rested and clock >= rep.rest_from_minute - 1e-6:
            clock, rested = clock + rep.rest_minutes, True
        arrival = max(clock + way, store.opens_minute)
        total += arrival - clock + store.minutes
        clock, here = arrival + store.minutes, there
        late += max(0.0, clock - store.closes_minute)
        arrivals.append(arrival)
    return Walked(total + minutes_between(problem, here, _home(rep.end)), arrivals, late)


def _home(place):
    return ("", place) if place else None


def minutes_between(problem, here, there):
    """As measured in this direction, else in the other one, else by the straight line."""
    if here is None or there is None:
        return 0.0
    (code1, here), (code2, there), rep = here, there, problem.rep
    for pair in ((code1, code2), (code2, code1)):
        if pair in problem.ways.known:
            return problem.ways.known[pair].tenths / 10
    lon1, lat1, lon2, lat2 = map(radians, (*here, *there))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    metres = round(2 * EARTH_METRES * asin(sqrt(half)) * rep.detour_factor)
    return round(metres * 60 / (rep.speed_kmh * 1000), 1)


def improvable_days(problem, plan, share=0.01):
    """Days that reversing a part, or moving up to three stops, would shorten by more than a share."""
    stores = {store.code: store for store in problem.stores}
    found = []
    for day in plan.days:
        order = [stores[stop.code] for stop in day.stops]
        best = min((walk(problem, other) for other in _neighbours(order)), key=_length, default=None)
        if best is not None and _length(best) < day.total * (1 - share):
            found.append(day.day)
    return found


def _length(walked):
    return walked.total if walked.late <= 0 else float("inf")


def _neighbours(order):
    count = len(order)
    for first, last in combinations(range(count + 1), 2):
        yield order[:first] + order[first:last][::-1] + order[last:]
        if last - first <= 3:
            piece, rest = order[first:last], order[:first] + order[last:]
            yield from (rest[:place] + piece + rest[place:] for place in range(len(rest) + 1))


def unevenness(plan):
    """The longest day in means of all days."""
    totals = [day.total for day in plan.days]
    return max(totals) * len(totals) / sum(totals) if sum(totals) else 1.0
