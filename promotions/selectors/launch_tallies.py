"""Whether a launch's numbers add up on every level (handbook H6.1)."""

from django.db.models import F, Sum
from django.db.models.functions import Coalesce

from promotions.models import Launch, LaunchCenter, LaunchRep

BECAUSE = "sums of the whole launch"


class TalliesBroken(RuntimeError):
    """Numbers that must add up do not: a bug, and the transaction goes back."""


def assert_tallies(launch: Launch) -> None:
    """Let no transaction end with parts that differ from their whole. Three queries."""
    centers = LaunchCenter.objects.unscoped(because=BECAUSE).filter(launch=launch)
    total = centers.aggregate(total=Coalesce(Sum("quantity"), 0))["total"]
    wrong = [] if total == launch.quantity else [f"launch {launch.pk}: {total} of {launch.quantity}"]
    reps = LaunchRep.objects.unscoped(because=BECAUSE).filter(share__launch=launch)
    wrong += [f"center {pk}" for pk in _odd(centers, "reps")]
    wrong += [f"rep {pk}" for pk in _odd(reps, "stores")]
    if wrong:
        raise TalliesBroken(", ".join(wrong))


def _odd(rows, parts: str) -> list[int]:
    """Rows whose parts add up to something else."""
    summed = rows.annotate(whole=Coalesce(Sum(f"{parts}__quantity"), 0))
    return list(summed.exclude(whole=F("quantity")).values_list("pk", flat=True))
