"""An effect as the figures that a summary keeps (handbook H6.2)."""

from decimal import ROUND_HALF_UP, Decimal

from promotions.calc.effect.measure import Effect


def figures_of(effect: Effect) -> dict[str, Decimal | None]:
    """Units to one place, by the names of a summary's columns; nothing of the days after while they are not over."""
    days, after, net = effect.days, effect.after, effect.net
    return {
        "baseline": rounded(days.baseline),
        "uplift": rounded(days.uplift),
        "uplift_low": rounded(days.low),
        "uplift_high": rounded(days.high),
        "after": rounded(after.uplift) if after else None,
        "after_low": rounded(after.low) if after else None,
        "after_high": rounded(after.high) if after else None,
        "net": rounded(net.uplift),
        "net_low": rounded(net.low),
        "net_high": rounded(net.high),
    }


def rounded(figure: float | None, step: str = "0.1") -> Decimal | None:
    """Half up, to a step."""
    return None if figure is None else Decimal(figure).quantize(Decimal(step), ROUND_HALF_UP)
