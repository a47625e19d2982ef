"""How sure a store's class is, in words (handbook H3)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from stores.calc.certainty import next_likely
from stores.choices import RunStatus, SureBy
from stores.models import ClassificationEntry, Store


@dataclass(frozen=True, slots=True)
class Sureness:
    """The sentence, and what was drawn for it."""

    words: str
    method: str


def sureness_of(entry: ClassificationEntry) -> Sureness | None:
    """How often the resamples gave the entry's class without an override, and what they gave else. No query."""
    if entry.certainty_percent is None:
        return None
    other = next_likely(tuple(entry.class_counts), entry.settled_class)
    words = _("%(name)s, %(percent)s %% sure; else %(other)s") if other else _("%(name)s, %(percent)s %% sure")
    values = {"name": entry.settled_class, "percent": entry.certainty_percent, "other": other}
    return Sureness(words % values, str(SureBy(next(iter(entry.evidence))).label))


def sureness_of_store(store: Store) -> Sureness | None:
    """What the store's last valid run says. One query."""
    entries = ClassificationEntry.objects.unscoped(because="who sees a store sees how sure its class is")
    entry = entries.filter(store=store, run__status=RunStatus.VALID).order_by("-run__month").first()
    return sureness_of(entry) if entry else None
