"""The stores' shares of a target: they tally, whoever changes one (handbook H6.2)."""

from collections.abc import Mapping

from stores.calc.apportion import apportion_by_key


def difference(shares: Mapping[int, int], typed: Mapping[int, int]) -> int:
    """How much more than before the stores would have together."""
    return sum(typed.values()) - sum(shares.values())


def spread(shares: Mapping[int, int], typed: Mapping[int, int]) -> dict[int, int] | None:
    """What was changed stays as typed; the stores that were left alone take the rest by their shares before.

    None where that cannot be: nobody is left to take it, or more was typed than there is.
    """
    changed = {key: value for key, value in typed.items() if value != shares[key]}
    others = {key: value for key, value in shares.items() if key not in changed}
    rest = sum(shares.values()) - sum(changed.values())
    if rest < 0 or (rest and not others):
        return None
    return changed | (apportion_by_key(rest, others) if others else {})
