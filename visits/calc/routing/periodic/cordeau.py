"""The text format of Cordeau, Gendreau and Laporte, Networks 30(2), 1997, for periodic instances.

    1 vehicles customers days
    D Q                                     for each day: longest duration and capacity, 0 for no limit
    number x y service demand f a code…     the depot as number 0, then the customers

A customer is visited f times by one of its a codes: numbers whose binary digits are the days, the first day the
most significant. With f = 0 it is not visited. Rows are counted: the header's number of customers is off by a few in
published instances, so that only a file with far fewer customers counts as cut off.
"""

from math import inf, isfinite

from visits.calc.routing.periodic.problem import Customer, PeriodicProblem

PERIODIC = 1
MOST_DAYS, MOST_VEHICLES, MOST_CUSTOMERS = 31, 1_000, 5_000
# Squares of greater numbers lose the small ones beside them.
GREATEST = 1e9
# The least share of the announced customers that makes a whole file.
WHOLE = 0.8
# How much of a field is repeated to who reads the refusal.
SHOWN = 20

HEADER = ("type", "vehicles", "customers", "days")
LIMITS = ("longest duration", "capacity")
CUSTOMER = ("number", "x", "y", "service", "demand", "frequency", "number of codes")


class UnreadableInstance(Exception):
    """The text is no periodic instance; `line` counts from 1, `field` is its name; both None for the whole file."""

    def __init__(self, why: str, line: int | None = None, field: str | None = None) -> None:
        self.line, self.field = line, field
        where = f"Line {line}, {field}: " if field else f"Line {line}: " if line else ""
        super().__init__(where + why)


def read_instance(text: str) -> PeriodicProblem:
    """Turn the text of an instance into the problem; raises UnreadableInstance."""
    # Lines as an editor counts them: splitlines() also breaks at bytes that only a file of another kind has.
    rows = [(number, line.split()) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    if not rows:
        raise UnreadableInstance("The file is empty.")
    vehicles, announced, days = _header(*rows[0])
    if len(rows) < days + 2:
        raise UnreadableInstance("The file ends before the depot.", rows[-1][0])
    limits = [_limits(*row) for row in rows[1 : 1 + days]]
    (depot_line, depot_fields), *places = rows[1 + days :]
    depot = _customer(depot_line, depot_fields, days)
    if depot.number != 0:
        raise UnreadableInstance(f"The depot must be number 0, not {depot.number}.", depot_line, "number")
    if len(places) > MOST_CUSTOMERS:
        raise UnreadableInstance(f"There are {len(places)} customers, at most {MOST_CUSTOMERS} can be planned.")
    customers = _customers(places, days)
    if len(customers) < announced * WHOLE:
        raise UnreadableInstance(
            f"{announced} customers are announced, the file ends after {len(customers)}.", 1, "customers"
        )
    return PeriodicProblem(
        depot=(depot.x, depot.y),
        customers=customers,
        vehicles=vehicles,
        longest=tuple(longest for longest, _capacity in limits),
        capacity=tuple(capacity for _longest, capacity in limits),
    )


def _header(line: int, fields: list[str]) -> tuple[int, int, int]:
    """Vehicles, customers as announced, and days."""
    kind, vehicles, customers, days = (_whole(line, *named) for named in _named(line, fields, HEADER))
    if kind != PERIODIC:
        raise UnreadableInstance(f"The type is {kind}, a periodic problem has {PERIODIC}.", line, "type")
    for value, most, field in ((vehicles, MOST_VEHICLES, "vehicles"), (days, MOST_DAYS, "days")):
        if not 1 <= value <= most:
            raise UnreadableInstance(f"{value} {field}, but there may be 1 to {most}.", line, field)
    return vehicles, customers, days


def _limits(line: int, fields: list[str]) -> tuple[float, float]:
    longest, capacity = (_amount(line, *named) for named in _named(line, fields, LIMITS))
    return longest or inf, capacity or inf


def _customers(rows: list[tuple[int, list[str]]], days: int) -> tuple[Customer, ...]:
    known, customers = {0}, []
    for line, fields in rows:
        customer = _customer(line, fields, days)
        if customer.number in known:
            raise UnreadableInstance(f"{customer.number} stands there twice.", line, "number")
        known.add(customer.number)
        customers.append(customer)
    return tuple(customers)


def _customer(line: int, fields: list[str], days: int) -> Customer:
    number, x, y, service, demand = _named(line, fields, CUSTOMER[:5])
    return Customer(
        number=_whole(line, *number),
        x=_number(line, *x),
        y=_number(line, *y),
        service=_amount(line, *service),
        demand=_amount(line, *demand),
        patterns=_patterns(line, fields[5:], days),
    )


def _patterns(line: int, fields: list[str], days: int) -> tuple[frozenset[int], ...]:
    """The sets of days of which one is to be chosen; none for a customer that is not visited."""
    frequency = _whole(line, CUSTOMER[5], fields[0]) if fields else 0
    if not frequency:
        return ()
    count = _whole(line, CUSTOMER[6], fields[1]) if fields[1:] else 0
    if not count:
        raise UnreadableInstance(f"{frequency} visits are asked for, but no code says on which days.", line, "codes")
    codes = fields[2 : 2 + count]
    if len(codes) < count:
        raise UnreadableInstance(f"{count} codes are announced, {len(codes)} given.", line, "codes")
    return tuple(_days_of(line, f"code {place}", code, days) for place, code in enumerate(codes, start=1))


def _days_of(line: int, field: str, text: str, days: int) -> frozenset[int]:
    code = _whole(line, field, text)
    if not 0 < code < 2**days:
        raise UnreadableInstance(f"{code} is no set of {days} days.", line, field)
    return frozenset(day for day in range(days) if code >> (days - 1 - day) & 1)


def _named(line: int, fields: list[str], names: tuple[str, ...]) -> list[tuple[str, str]]:
    """The first fields of a line by their names."""
    if len(fields) < len(names):
        raise UnreadableInstance(f"It is missing; asked for are {', '.join(names)}.", line, names[len(fields)])
    return list(zip(names, fields, strict=False))


def _number(line: int, field: str, text: str) -> float:
    try:
        number = float(text)
    except ValueError as fault:
        raise UnreadableInstance(f"{_shown(text)} is no number.", line, field) from fault
    if not isfinite(number):
        raise UnreadableInstance(f"{_shown(text)} is not finite.", line, field)
    if abs(number) > GREATEST:
        raise UnreadableInstance(f"{_shown(text)} is too great.", line, field)
    return number


def _amount(line: int, field: str, text: str) -> float:
    number = _number(line, field, text)
    if number < 0:
        raise UnreadableInstance(f"{_shown(text)} is negative.", line, field)
    return number


def _whole(line: int, field: str, text: str) -> int:
    number = _amount(line, field, text)
    if number != int(number):
        raise UnreadableInstance(f"{_shown(text)} is no whole number.", line, field)
    return int(number)


def _shown(text: str) -> str:
    """A field as plain characters, shortened."""
    return ascii(text if len(text) <= SHOWN else f"{text[:SHOWN]}…")
