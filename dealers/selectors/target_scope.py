"""The months and series of a number in a reader's words (handbook H8.1)."""

from django.utils.translation import gettext as _

from dealers.calc.target_scope import Scope, read_scope
from dealers.models import TargetCell, TargetVersion

BECAUSE = "names of series are everybody's"


def series_in(version: TargetVersion) -> list[str]:
    """The series that a version knows. One query."""
    cells = TargetCell.objects.unscoped(because=BECAUSE).filter(node__version=version, node__parent=None)
    return list(cells.order_by("series").values_list("series", flat=True).distinct())


def scope_of(version: TargetVersion, span: str, series: str | None) -> Scope | None:
    """What an address asks for. One query."""
    return read_scope(version.year, span, series, series_in(version))


def scope_in_words(scope: Scope, version: TargetVersion) -> str:
    """Like “2027 Q1 · Star”, or “2027-03” for all series; the same in every language, as the history keeps it."""
    span = str(scope.months[0])
    if scope.is_year:
        span = str(version.year)
    elif scope.quarter:
        span = f"{version.year} Q{scope.quarter}"
    return f"{span} · {scope.series[0] or '–'}" if len(scope.series) == 1 else span


def series_in_words(name: str) -> str:
    return name or _("without a series")
