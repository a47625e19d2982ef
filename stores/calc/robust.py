"""The rule that no automatic model beat on real panels, for all stores at once (handbook H8.2).

Half of the level, half of the recent mean times the center's season. How strongly the season
counts is chosen by how the last six forecasts of the center would have come out.
Months are counted by their column; ``known`` is how many of them had been seen.
"""

from dataclasses import dataclass

import numpy as np

from stores.calc.seasons import MONTHS_FOR_SEASON, coefficient

SMOOTHING = 0.3
ORIGINS = 6
# Half a season first: it wins where nothing tells the exponents apart.
EXPONENTS = (0.5, 0.0, 0.25, 0.75, 1.0)
SHORT_EXPONENT = 0.5


@dataclass(frozen=True, slots=True)
class Levels:
    """What was known of each store (row) after so many months (column, from none on)."""

    level: np.ndarray
    recent: np.ndarray
    months: np.ndarray

    def points(self, known: int, season: float, exponent: float) -> np.ndarray:
        return (self.level[:, known] + self.recent[:, known] * season**exponent) / 2


def levels_of(units: np.ndarray) -> Levels:
    """Smooth each store's units and average its latest three; unreported months are skipped."""
    rows, columns = units.shape
    level, recent = np.full((2, rows, columns + 1), np.nan)
    months = np.zeros((rows, columns + 1), dtype=int)
    latest = np.full((rows, 3), np.nan)
    for column in range(columns):
        seen = units[:, column]
        reported = ~np.isnan(seen)
        before = np.where(np.isnan(level[:, column]), seen, level[:, column])
        level[:, column + 1] = np.where(reported, before + SMOOTHING * (seen - before), before)
        latest[reported] = np.column_stack((latest[reported, 1:], seen[reported]))
        months[:, column + 1] = months[:, column] + reported
        held = np.minimum(months[:, column + 1], 3)
        sums = np.nansum(latest, axis=1)
        recent[:, column + 1] = np.divide(sums, held, out=np.full(rows, np.nan), where=held > 0)
    return Levels(level, recent, months)


def best_exponent(units: np.ndarray, levels: Levels, ahead: int) -> float:
    """Choose the exponent with the least error over the latest forecasts of the whole center."""
    errors = np.zeros(len(EXPONENTS))
    for known, target in _origins(units, ahead):
        season = coefficient(units, known, target)
        if season is None:
            continue
        judged = levels.months[:, known] >= MONTHS_FOR_SEASON
        for place, exponent in enumerate(EXPONENTS):
            points = levels.points(known, season, exponent)
            errors[place] += np.nansum(np.abs(points - units[:, target])[judged])
    return EXPONENTS[int(errors.argmin())]


def past_ratios(units: np.ndarray, levels: Levels, ahead: int, exponent: float) -> np.ndarray:
    """Divide what came by what the latest forecasts said, by store and origin; NaN if unknown."""
    ratios = []
    for known, target in _origins(units, ahead):
        points = levels.points(known, coefficient(units, known, target) or 1.0, exponent)
        with np.errstate(divide="ignore", invalid="ignore"):
            ratios.append(np.where(points > 0, units[:, target] / points, np.nan))
    return np.column_stack(ratios) if ratios else np.empty((len(units), 0))


def _origins(units: np.ndarray, ahead: int) -> list[tuple[int, int]]:
    """Pair how many months were known with the column forecast from them."""
    columns = units.shape[1]
    targets = range(max(ahead, columns - ORIGINS), columns)
    return [(target - ahead + 1, target) for target in targets]
