"""What a summary says of a promotion, and how far it is (handbook H6.2)."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from promotions.calc.effect.measure import Method, Verdict


class SummaryStatus(models.TextChoices):
    """Measured by the machine; finished when who planned it has said what worked."""

    OPEN = "open", pgettext_lazy("summary", "To finish")
    FINISHED = "finished", pgettext_lazy("summary", "Finished")


class EffectMethod(models.TextChoices):
    """How the baseline was found; the values are those of `calc.effect`."""

    MATCHED = Method.MATCHED.value, _("Comparable stores")
    FORECAST = Method.FORECAST.value, _("Forecast")


class EffectVerdict(models.TextChoices):
    WORKED = Verdict.WORKED.value, _("It worked")
    NONE_FOUND = Verdict.NONE_FOUND.value, _("No effect found")
    LOST = Verdict.LOST.value, _("Sold less than without it")
    UNKNOWN = Verdict.UNKNOWN.value, _("Cannot be measured")

    @property
    def state(self) -> str:
        """The colour of its badge."""
        return {"worked": "green", "none_found": "calm", "lost": "red", "unknown": "amber"}[self.value]


VERDICT_WORDS: dict[str, Promise] = {
    EffectVerdict.WORKED: _("It sold more than it would have sold anyway, and not only earlier."),
    EffectVerdict.NONE_FOUND: _("What was sold lies within what might have sold anyway: chance alone can do this."),
    EffectVerdict.LOST: _("It sold less than it would have sold anyway."),
    EffectVerdict.UNKNOWN: _(
        "Too little is known: sales by day of the weeks before, of at least ten units, or five comparable stores."
    ),
}
