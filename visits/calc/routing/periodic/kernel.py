"""The inner loop of the periodic search, compiled by numba: plain arrays, no objects (handbook H4.3).

Ruin and recreate over day patterns: some neighbouring customers leave all of their days and come back by the
pattern with the smallest sum of cheapest positions, after Christiaens and Vanden Berghe (2020), "Slack induction
by string removals for vehicle routing problems". Days and routes are chosen together; what a route carries or
lasts too much is allowed at a price that follows how often it happens.

A solution is a row of arrays (`Tours`): route r = day × vehicles + vehicle, its stops in order. All of it stands in one
file, since numba notices a change only in the file of the function that it compiled.

One loop serves published instances and a rep's days: a rep is one vehicle, whose lengths are minutes. Where there are
`hours`, a route is walked through stop by stop, and minutes after closing are paid for as overtime is; where absences
have a price, a customer may stay out for it. Few fields, as each call hands all of them over.
"""

from typing import NamedTuple

import numpy as np
from numba import njit

LONGEST_STRING = 10
BLINK_EVERY = 100
MOST_CALLED = 4
# What `choice` says of a customer without a pattern: left out at its price, or just being moved.
ABSENT, IN_THE_AIR = -1, -2
# Of the removed, how often they come back at random, the largest first, the farthest first, the nearest first.
BY_CHANCE, BY_DEMAND, BY_FARTHEST = 4, 8, 10
ORDERS = 11


# The loop makes no arrays, so it need not count who holds one: that took more than half of its time. Handing all arrays
# over took a quarter of the rest, so what is called for each stop becomes a part of its caller.
compiled = njit(cache=True, _nrt=False)
inlined = njit(cache=True, _nrt=False, forceinline=True)


class Ground(NamedTuple):
    """The unchanging part: customer 0 is the depot; patterns of customer i are rows first[i] to first[i + 1]."""

    metres: np.ndarray  # float64 (n + 1, n + 1)
    service: np.ndarray  # float64 (n + 1)
    demand: np.ndarray  # float64 (n + 1)
    near: np.ndarray  # int32 (n + 1, n + 1), customers by distance, itself first
    customers: np.ndarray  # int32, those to be visited
    first: np.ndarray  # int32 (n + 2)
    patterns: np.ndarray  # int32 (patterns, days + 1), the days of each, then -1
    price: np.ndarray  # float64 (patterns + n + 1), of choosing a pattern; then of each customer's absence, or empty
    hours: np.ndarray  # float64 (n + 1, 4), opening and closing; of the depot: start, office work, rest, when it is due
    limit: np.ndarray  # float64 (days), longest duration
    capacity: np.ndarray  # float64 (days)
    vehicles: int


class Tours(NamedTuple):
    """One solution; `sums` holds its length, overload, overtime, and the price of patterns and absences."""

    stops: np.ndarray  # int32 (routes, n + 1)
    size: np.ndarray  # int32 (routes)
    load: np.ndarray  # float64 (routes)
    time: np.ndarray  # float64 (routes), travel, service and waiting
    late: np.ndarray  # float64 (routes), after closing time
    is_new: np.ndarray  # bool (routes), changed since the last copy
    route_of: np.ndarray  # int32 (n + 1, days), -1 where not visited
    choice: np.ndarray  # int32 (n + 1), row of the pattern, or one of the two above
    sums: np.ndarray  # float64 (4)


class Search(NamedTuple):
    """Where a search stands between two calls."""

    current: Tours
    candidate: Tours
    best: Tours
    prices: np.ndarray  # float64 (2), of a unit of overload and of overtime
    random: np.ndarray  # uint64 (1)


@inlined
def draw(random):
    """The next number in [0, 1), by splitmix64: the same on every machine."""
    random[0] += np.uint64(0x9E3779B97F4A7C15)
    z = random[0]
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    z = z ^ (z >> np.uint64(31))
    return float(z >> np.uint64(11)) / 9007199254740992.0


@inlined
def _copy_route(target, source, r):
    target.size[r] = source.size[r]
    for p in range(source.size[r]):
        target.stops[r, p] = source.stops[r, p]
    target.load[r], target.time[r], target.late[r] = source.load[r], source.time[r], source.late[r]


@inlined
def _copy_customer(target, source, customer):
    target.choice[customer] = source.choice[customer]
    for day in range(source.route_of.shape[1]):
        target.route_of[customer, day] = source.route_of[customer, day]


@compiled
def copy_into(target, source):
    for r in range(source.size.shape[0]):
        _copy_route(target, source, r)
    for customer in range(source.choice.shape[0]):
        _copy_customer(target, source, customer)
    for k in range(source.sums.shape[0]):
        target.sums[k] = source.sums[k]


@inlined
def _copy_changes(target, source, is_new, moved, count):
    """Make two solutions equal again that differ in some routes and in where some customers are."""
    for r in range(is_new.shape[0]):
        if is_new[r]:
            _copy_route(target, source, r)
            is_new[r] = False
    for k in range(count):
        _copy_customer(target, source, moved[k])
    for k in range(source.sums.shape[0]):
        target.sums[k] = source.sums[k]


@inlined
def cost(tours, prices):
    return tours.sums[0] + tours.sums[3] + prices[0] * tours.sums[1] + prices[1] * tours.sums[2]


@inlined
def may_stay_out(ground):
    return ground.price.shape[0] > ground.patterns.shape[0]


@inlined
def is_sound(tours):
    return tours.sums[1] <= 1e-9 and tours.sums[2] <= 1e-9


@inlined
def walk(ground, stops, count, position, customer):
    """Travel, service and waiting of a route with one more stop, and the minutes after closing; -1: as it stands."""
    metres, hours = ground.metres, ground.hours
    clock, here, time, late, rested = hours[0, 0], 0, 0.0, 0.0, False
    length = count + (1 if position >= 0 else 0)
    for k in range(length):
        stop = customer if k == position else stops[k - 1 if 0 <= position < k else k]
        way = metres[here, stop]
        if k == 0:
            clock += max(0.0, min(hours[stop, 0] - clock - way, hours[0, 1]))
        elif not rested and clock >= hours[0, 3]:
            clock, rested = clock + hours[0, 2], True
        arrival = max(clock + way, hours[stop, 0])
        leaving = arrival + ground.service[stop]
        time += leaving - clock
        late += max(0.0, leaving - hours[stop, 1])
        clock, here = leaving, stop
    return (time + metres[here, 0] if length else 0.0), late


@inlined
def _change(ground, tours, r, way, load, time):
    """Book what a stop adds to its route (or takes from it) in all sums."""
    day = r // ground.vehicles
    tours.sums[0] += way
    tours.sums[1] -= max(0.0, tours.load[r] - ground.capacity[day])
    tours.sums[2] -= max(0.0, tours.time[r] - ground.limit[day])
    tours.load[r] += load
    tours.time[r] += time
    tours.sums[1] += max(0.0, tours.load[r] - ground.capacity[day])
    tours.sums[2] += max(0.0, tours.time[r] - ground.limit[day])


@compiled
def _book(ground, tours, r, load, service):
    """Book a change that was made; waiting and lateness show only when the route is walked through."""
    before, late = tours.time[r], tours.late[r]
    time, tours.late[r] = walk(ground, tours.stops[r], tours.size[r], -1, 0)
    tours.sums[2] += tours.late[r] - late
    _change(ground, tours, r, time - before - service, load, time - before)


@compiled
def settle(ground, tours):
    """Count overload and overtime anew, after limits have changed."""
    tours.sums[1] = tours.sums[2] = 0.0
    for r in range(tours.size.shape[0]):
        day = r // ground.vehicles
        tours.sums[1] += max(0.0, tours.load[r] - ground.capacity[day])
        tours.sums[2] += max(0.0, tours.time[r] - ground.limit[day]) + tours.late[r]


@inlined
def _detour(ground, tours, r, position, customer):
    stops, metres = tours.stops[r], ground.metres
    before = stops[position - 1] if position > 0 else 0
    after = stops[position] if position < tours.size[r] else 0
    return metres[before, customer] + metres[customer, after] - metres[before, after]


@inlined
def put(ground, tours, r, position, customer):
    way = _detour(ground, tours, r, position, customer)
    stops = tours.stops[r]
    tours.is_new[r] = True
    for p in range(tours.size[r], position, -1):
        stops[p] = stops[p - 1]
    stops[position] = customer
    tours.size[r] += 1
    tours.route_of[customer, r // ground.vehicles] = r
    if ground.hours.shape[0]:
        _book(ground, tours, r, ground.demand[customer], ground.service[customer])
    else:
        _change(ground, tours, r, way, ground.demand[customer], way + ground.service[customer])


@inlined
def take(ground, tours, r, customer):
    stops = tours.stops[r]
    position = 0
    tours.is_new[r] = True
    while stops[position] != customer:
        position += 1
    for p in range(position, tours.size[r] - 1):
        stops[p] = stops[p + 1]
    tours.size[r] -= 1
    tours.route_of[customer, r // ground.vehicles] = -1
    way = _detour(ground, tours, r, position, customer)
    if ground.hours.shape[0]:
        _book(ground, tours, r, -ground.demand[customer], -ground.service[customer])
    else:
        _change(ground, tours, r, -way, -ground.demand[customer], -way - ground.service[customer])


@inlined
def leave(ground, tours, customer):
    """Take a customer out of all of its days, or from among the absent."""
    row = tours.choice[customer]
    tours.sums[3] -= ground.price[row if row >= 0 else ground.patterns.shape[0] + customer]
    for day in range(tours.route_of.shape[1]):
        r = tours.route_of[customer, day]
        if r >= 0:
            take(ground, tours, r, customer)
    tours.choice[customer] = IN_THE_AIR


@inlined
def _cheapest_in(ground, tours, prices, r, customer, least, blink, random):
    """The cheapest place in one route if it beats `least`, as (cost, position); else position -1.

    One place in a hundred is overlooked, so that others get a chance.
    """
    day = r // ground.vehicles
    count, stops = tours.size[r], tours.stops[r]
    over_load = max(0.0, tours.load[r] - ground.capacity[day])
    over_time = max(0.0, tours.time[r] - ground.limit[day])
    room = ground.limit[day] - tours.time[r] - ground.service[customer]
    price = prices[0] * (max(0.0, tours.load[r] + ground.demand[customer] - ground.capacity[day]) - over_load)
    if price >= least:
        return least, -1
    row, metres = ground.metres[customer], ground.metres
    found, before = -1, 0
    for position in range(count + 1):
        after = stops[position] if position < count else 0
        detour = metres[before, customer] + row[after] - metres[before, after]
        total = price + detour + (prices[1] * (detour - room - over_time) if detour > room else 0.0)
        before = after
        if total >= least:
            continue
        blink[0] -= 1
        if blink[0] <= 0:
            blink[0] = 1 + int(draw(random) * 2 * BLINK_EVERY)
        else:
            least, found = total, position
    return least, found


@inlined
def _cheapest_on(ground, tours, prices, customer, day, place, blink, random):
    """Note the cheapest place on a day as (cost, route, position); of the empty routes one is enough."""
    place[0] = np.inf
    is_empty_seen = False
    for r in range(day * ground.vehicles, (day + 1) * ground.vehicles):
        if tours.size[r] == 0 and is_empty_seen:
            continue
        is_empty_seen = is_empty_seen or tours.size[r] == 0
        least, position = _cheapest_in(ground, tours, prices, r, customer, place[0], blink, random)
        if position >= 0:
            place[0], place[1], place[2] = least, r, position


@inlined
def _waiting(ground, stops, count, time):
    """What of a route's time is neither travel nor service."""
    here = 0
    for k in range(count):
        time -= ground.metres[here, stops[k]] + ground.service[stops[k]]
        here = stops[k]
    return time - (ground.metres[here, 0] if count else 0.0)


@inlined
def _cheapest_in_hours(ground, tours, prices, customer, day, place, blink, random):
    """The same where opening hours count: a place is walked through, unless its detour alone is too long."""
    place[0] = np.inf
    limit, metres = ground.limit[day], ground.metres
    for r in range(day * ground.vehicles, (day + 1) * ground.vehicles):
        count, stops, now = tours.size[r], tours.stops[r], tours.time[r]
        over_load = max(0.0, tours.load[r] - ground.capacity[day])
        price = prices[0] * (max(0.0, tours.load[r] + ground.demand[customer] - ground.capacity[day]) - over_load)
        idle = _waiting(ground, stops, count, now)
        price -= now + ground.service[customer] + prices[1] * (max(0.0, now - limit) + tours.late[r])
        before = 0
        for position in range(count + 1):
            after = stops[position] if position < count else 0
            detour = metres[before, customer] + metres[customer, after] - metres[before, after]
            before = after
            least = now + ground.service[customer] + detour - idle
            if price + least + prices[1] * max(0.0, least - limit) >= place[0]:
                continue
            time, late = walk(ground, stops, count, position, customer)
            total = price + time + prices[1] * (max(0.0, time - limit) + late)
            if total >= place[0]:
                continue
            blink[0] -= 1
            if blink[0] <= 0:
                blink[0] = 1 + int(draw(random) * 2 * BLINK_EVERY)
            else:
                place[0], place[1], place[2] = total, r, position


@inlined
def _cheapest_pattern(ground, tours, prices, customer, places, blink, random):
    """The row of the pattern with the smallest sum, and the sum; -1 if every place was overlooked."""
    for day in range(places.shape[0]):
        places[day, 0] = np.nan
    least, chosen = np.inf, -1
    for row in range(ground.first[customer], ground.first[customer + 1]):
        total, k = ground.price[row], 0
        while total < least and ground.patterns[row, k] >= 0:
            day = ground.patterns[row, k]
            if np.isnan(places[day, 0]):
                if ground.hours.shape[0]:
                    _cheapest_in_hours(ground, tours, prices, customer, day, places[day], blink, random)
                else:
                    _cheapest_on(ground, tours, prices, customer, day, places[day], blink, random)
            total += places[day, 0]
            k += 1
        if total < least:
            least, chosen = total, row
    return chosen, least


@inlined
def enter(ground, tours, prices, customer, places, blink, random):
    """Bring a customer back by its cheapest pattern, unless that is dearer than its absence.

    `places` is room for (cost, route, position) of each day.
    """
    chosen, least = -1, 0.0
    while chosen < 0:
        chosen, least = _cheapest_pattern(ground, tours, prices, customer, places, blink, random)
    if may_stay_out(ground) and least >= ground.price[ground.patterns.shape[0] + customer]:
        stay_out(ground, tours, customer)
        return
    for k in range(ground.patterns.shape[1]):
        day = ground.patterns[chosen, k]
        if day < 0:
            break
        put(ground, tours, int(places[day, 1]), int(places[day, 2]), customer)
    tours.choice[customer] = chosen
    tours.sums[3] += ground.price[chosen]


@inlined
def stay_out(ground, tours, customer):
    tours.choice[customer] = ABSENT
    tours.sums[3] += ground.price[ground.patterns.shape[0] + customer]


@inlined
def _some_route(tours, customer, random):
    """A route that visits the customer, from a random day on; -1 while it is absent."""
    days = tours.route_of.shape[1]
    skip = int(draw(random) * days)
    for offset in range(days):
        r = tours.route_of[customer, (skip + offset) % days]
        if r >= 0:
            return r
    return -1


@inlined
def _leave_string(ground, tours, r, around, most, removed, count, random):
    """Take a string of neighbouring stops that holds one of them out of a route, and out of all their days."""
    length = 1 + int(draw(random) * min(LONGEST_STRING, tours.size[r], most))
    position = 0
    while tours.stops[r, position] != around:
        position += 1
    lowest = max(0, position - length + 1)
    highest = min(position, tours.size[r] - length)
    start = lowest + int(draw(random) * (highest - lowest + 1))
    for k in range(length):
        removed[count + k] = tours.stops[r, start + k]
    for k in range(count, count + length):
        leave(ground, tours, removed[k])
    return count + length


@compiled
def _ruin(ground, tours, wanted, removed, random):
    """Strings of stops around one customer, on some day of each of its neighbours; return how many left."""
    seed = ground.customers[int(draw(random) * ground.customers.shape[0])]
    count = 0
    for k in range(ground.near.shape[1]):
        if count >= wanted:
            break
        r = _some_route(tours, ground.near[seed, k], random)
        if r >= 0:
            count = _leave_string(ground, tours, r, ground.near[seed, k], wanted - count, removed, count, random)
    return count


@compiled
def _call_absent(ground, tours, removed, count, random):
    """Let some of those who stayed out try again; which ones is left to chance."""
    start = int(draw(random) * ground.customers.shape[0])
    called = 0
    for k in range(ground.customers.shape[0]):
        customer = ground.customers[(start + k) % ground.customers.shape[0]]
        if tours.choice[customer] == ABSENT and called < MOST_CALLED:
            leave(ground, tours, customer)
            removed[count + called] = customer
            called += 1
    return count + called


@compiled
def _sort_removed(ground, removed, count, keys, random):
    kind = int(draw(random) * ORDERS)
    for k in range(count):
        customer = removed[k]
        if kind < BY_CHANCE:
            keys[k] = draw(random)
        elif kind < BY_DEMAND:
            rows = ground.first[customer]
            visits = 0
            while ground.patterns[rows, visits] >= 0:
                visits += 1
            keys[k] = -(ground.demand[customer] + ground.service[customer]) * visits
        elif kind < BY_FARTHEST:
            keys[k] = -ground.metres[0, customer]
        else:
            keys[k] = ground.metres[0, customer]
    for k in range(1, count):
        key, customer = keys[k], removed[k]
        p = k
        while p > 0 and keys[p - 1] > key:
            keys[p], removed[p] = keys[p - 1], removed[p - 1]
            p -= 1
        keys[p], removed[p] = key, customer


@njit(cache=True)
def begin(ground, search):
    """Every customer once, in a random order, at its cheapest."""
    tours = search.current
    places = np.empty((ground.limit.shape[0], 3))
    blink = np.full(1, BLINK_EVERY)
    order = ground.customers.copy()
    for k in range(order.shape[0] - 1, 0, -1):
        other = int(draw(search.random) * (k + 1))
        order[k], order[other] = order[other], order[k]
    for k in range(order.shape[0]):
        enter(ground, tours, search.prices, order[k], places, blink, search.random)
    copy_into(search.best, tours)


@njit(cache=True)
def advance(ground, search, rounds, heat, most_removed):
    """Go on for so many rounds at one heat; better sound tours are kept in `best`."""
    removed = np.empty(most_removed + LONGEST_STRING + MOST_CALLED, np.int32)
    keys = np.empty(most_removed + LONGEST_STRING + MOST_CALLED)
    places = np.empty((ground.limit.shape[0], 3))
    blink = np.full(1, BLINK_EVERY)
    _advance(ground, search, rounds, heat, most_removed, removed, keys, places, blink)


@compiled
def _advance(ground, search, rounds, heat, most_removed, removed, keys, places, blink):
    """The rounds themselves; the last four are room to work in."""
    current, candidate, best, prices, random = search
    light = early = 0
    is_best_sound = is_sound(best)
    copy_into(candidate, current)
    for number in range(rounds):
        wanted = 1 + int(draw(random) * most_removed)
        count = _ruin(ground, candidate, wanted, removed, random)
        if may_stay_out(ground):
            count = _call_absent(ground, candidate, removed, count, random)
        _sort_removed(ground, removed, count, keys, random)
        for k in range(count):
            enter(ground, candidate, prices, removed[k], places, blink, random)
        is_light, is_early = candidate.sums[1] <= 1e-9, candidate.sums[2] <= 1e-9
        light += is_light
        early += is_early
        if cost(candidate, prices) < cost(current, prices) - heat * np.log(draw(random) + 1e-300):
            _copy_changes(current, candidate, candidate.is_new, removed, count)
            way = candidate.sums[0] + candidate.sums[3]
            if is_light and is_early and (not is_best_sound or way < best.sums[0] + best.sums[3] - 1e-9):
                copy_into(best, candidate)
                is_best_sound = True
        else:
            _copy_changes(candidate, current, candidate.is_new, removed, count)
        if number % 200 == 199:
            prices[0] = max(prices[0] * (0.87 if light > 100 else 1.15), 1e-6)
            prices[1] = max(prices[1] * (0.87 if early > 100 else 1.15), 1e-6)
            light = early = 0
