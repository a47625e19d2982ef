"""Whether a store carries what is planned for it, and is to carry it (handbook H2.7, H8.2)."""

from enum import StrEnum


class Carriage(StrEnum):
    """Where a line stands to the distribution standard; without a standard or any knowledge it stands nowhere."""

    UNKNOWN = ""
    CARRIED = "carried"
    MISSING = "missing"
    NOT_ASKED = "not_asked"


def carriage_of(*, is_asked: bool, is_known: bool, is_carried: bool) -> Carriage:
    """Judge a model at a store for whose class and format there is a standard.

    The standard says what a store must carry, not what it may: what it carries beyond that is carried. A store of which
    nothing is known lacks nothing.
    """
    if is_carried:
        return Carriage.CARRIED
    if not is_known:
        return Carriage.UNKNOWN
    return Carriage.MISSING if is_asked else Carriage.NOT_ASKED
