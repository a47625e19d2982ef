"""The text format of Cordeau, Gendreau and Laporte, Networks 30(2), 1997, for periodic instances.

    1 vehicles customers days
    D Q                                     for each day: longest duration and capacity, 0 for no limit
    number x y service demand f a code…     the depot as number 0, then the customers

A customer is visited f times by one of its a codes: numbers whose binary digits are the days, the first day the
most significant. With f = 0 it is not visited. Rows are counted; the header's number of customers is not trusted.
"""

from math import inf, isfinite

from visits.calc.routing.periodic.problem import Customer, PeriodicProblem

PERIODIC = 1
MOST_DAYS = 31


class UnreadableInstance(Exception):
    """The text is no periodic instance; says why, and in which line."""


def read_instance(text: str) -> PeriodicProblem:
    """Turn the text of an instance into the problem; raises UnreadableInstance."""
    rows = [(number, line.split()) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if not rows:
        raise UnreadableInstance("The file is empty.")
    kind, vehicles, _customers, days = _header(*rows[0])
    if kind != PERIODIC:
        raise UnreadableInstance(f"Line 1: the type is {kind}, a periodic problem has 1.")
    if vehicles < 1 or not 1 <= days <= MOST_DAYS:
        raise UnreadableInstance(f"Line 1: {vehicles} vehicles and {days} days make no problem.")
    limits = [_limits(*row) for row in rows[1 : 1 + days]]
    places = [_customer(number, fields, days) for number, fields in rows[1 + days :]]
    if len(limits) < days or not places:
        raise UnreadableInstance("The file ends before the depot.")
    depot, customers = places[0], tuple(places[1:])
    if depot.number != 0:
        raise UnreadableInstance(f"The depot must be number 0, not {depot.number}.")
    numbers = [customer.number for customer in places]
    if len(set(numbers)) < len(numbers):
        raise UnreadableInstance("A customer's number stands there twice.")
    return PeriodicProblem(
        depot=(depot.x, depot.y),
        customers=customers,
        vehicles=vehicles,
        longest=tuple(longest for longest, _capacity in limits),
        capacity=tuple(capacity for _longest, capacity in limits),
    )


def _header(line: int, fields: list[str]) -> tuple[int, int, int, int]:
    if len(fields) < 4:
        raise UnreadableInstance(f"Line {line}: type, vehicles, customers and days are asked for.")
    kind, vehicles, customers, days = (int(number) for number in _numbers(line, fields[:4]))
    return kind, vehicles, customers, days


def _limits(line: int, fields: list[str]) -> tuple[float, float]:
    if len(fields) < 2:
        raise UnreadableInstance(f"Line {line}: a day's longest duration and capacity are asked for.")
    longest, capacity = _numbers(line, fields[:2])
    return longest or inf, capacity or inf


def _customer(line: int, fields: list[str], days: int) -> Customer:
    if len(fields) < 5:
        raise UnreadableInstance(f"Line {line}: number, x, y, service and demand are asked for.")
    number, x, y, service, demand, *choice = _numbers(line, fields)
    patterns: tuple[frozenset[int], ...] = ()
    if len(choice) >= 2 and choice[0] > 0:
        codes = [int(code) for code in choice[2 : 2 + int(choice[1])]]
        if len(codes) != int(choice[1]) or not codes:
            raise UnreadableInstance(f"Line {line}: {int(choice[1])} codes are announced, {len(codes)} given.")
        patterns = tuple(_days_of(line, code, days) for code in codes)
    return Customer(int(number), x, y, service, demand, patterns)


def _days_of(line: int, code: int, days: int) -> frozenset[int]:
    if not 0 < code < 2**days:
        raise UnreadableInstance(f"Line {line}: {code} is no set of {days} days.")
    return frozenset(day for day in range(days) if code >> (days - 1 - day) & 1)


def _numbers(line: int, fields: list[str]) -> list[float]:
    try:
        numbers = [float(field) for field in fields]
    except ValueError as fault:
        raise UnreadableInstance(f"Line {line}: {fault}.") from fault
    if not all(isfinite(number) for number in numbers):
        raise UnreadableInstance(f"Line {line}: a number is not finite.")
    return numbers
