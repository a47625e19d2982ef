"""Splits that tally: one function for every total that is shared out (handbook H6.1, H8.1)."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Any, TypeVar

Weight = int | float | Decimal | Fraction
Key = TypeVar("Key", bound=Any)


def apportion(total: int, weights: Sequence[Weight]) -> tuple[int, ...]:
    """Share a whole number out by weight so that the parts add up to it exactly.

    Largest remainder; equal remainders go to the earlier part. Without any weight the parts
    are as equal as can be. A negative total is shared out like its positive, turned round.
    """
    if not weights:
        if total:
            raise ValueError("There is nobody to share the total out to.")
        return ()
    if total < 0:
        return tuple(-part for part in apportion(-total, weights))
    whole = _whole_numbers(weights)
    base = sum(whole)
    quotas = [divmod(total * weight, base) for weight in whole]
    parts = [quotient for quotient, _ in quotas]
    by_remainder = sorted(range(len(parts)), key=lambda place: (-quotas[place][1], place))
    for place in by_remainder[: total - sum(parts)]:
        parts[place] += 1
    return tuple(parts)


def apportion_by_key(total: int, weights: Mapping[Key, Weight]) -> dict[Key, int]:
    """Share out like ``apportion``; equal remainders go to the lower key, whatever the order."""
    keys = sorted(weights)
    parts = dict(zip(keys, apportion(total, [weights[key] for key in keys]), strict=True))
    return {key: parts[key] for key in weights}


def _whole_numbers(weights: Sequence[Weight]) -> list[int]:
    """The weights as whole numbers of the same proportions; those that are whole already stay as they are."""
    if all(type(weight) is int for weight in weights) and min(weights) >= 0:
        return list(weights) if any(weights) else [1] * len(weights)
    exact = [Fraction(weight) for weight in weights]
    if min(exact) < 0:
        raise ValueError("A weight must not be negative.")
    scale = lcm(*(weight.denominator for weight in exact))
    whole = [int(weight * scale) for weight in exact]
    return whole if any(whole) else [1] * len(whole)
