"""What past promotions teach, as far as the looker saw them (handbook H6.2)."""

from collections.abc import Iterable, Mapping

from django.db.models import QuerySet

from promotions.calc.effect.library import Learned, PastEffect, by_kind, expect, shrink
from promotions.choices import PromotionKind
from promotions.models import SummaryPart
from salesops.accounts.actor import Actor

BECAUSE = "what every center's plans are drafted from; only the effect leaves this"


def library_of(actor: Actor, store_class: str = "") -> QuerySet[SummaryPart]:
    """Measured promotions over all that the actor may see at once, or over the stores of a class."""
    rows = SummaryPart.objects.widest_for(actor).that_count().filter(store_class=store_class)
    return rows.select_related("summary__promotion").order_by("-summary__promotion__starts_on", "pk")


def shrunk(actor: Actor, store_class: str = "") -> dict[int, Learned]:
    """Each part's effect, drawn to those of its kind. One query."""
    return shrink(_past(library_of(actor, store_class)))


def learned_by_kind(actor: Actor, store_class: str = "") -> list[tuple[PromotionKind, Learned]]:
    """What each kind has brought. One query."""
    found = by_kind(_past(library_of(actor, store_class)))
    return [(PromotionKind(kind), learned) for kind, learned in found.items()]


def expected(kinds: Iterable[str], center_ids: Iterable[int]) -> Mapping[tuple[int, str], Learned]:
    """What promotions of these kinds may be expected to bring in these centers. One query.

    A center learns from its own promotions where it has three of the kind, else from the company's.
    """
    parts = SummaryPart.objects.unscoped(because=BECAUSE).that_count().filter(store_class="")
    company, own = [], {}
    for part in parts.select_related("summary__promotion").order_by("pk"):
        past = _as_past(part)
        (own.setdefault(part.center_id, []) if part.center_id else company).append(past)
    found = {}
    for center_id in center_ids:
        for kind in kinds:
            alike = [past for past in own.get(center_id, ()) if past.kind == kind]
            learned = expect(kind, alike) or expect(kind, company)
            if learned:
                found[center_id, kind] = learned
    return found


def _past(parts: Iterable[SummaryPart]) -> list[PastEffect]:
    return [_as_past(part) for part in parts]


def _as_past(part: SummaryPart) -> PastEffect:
    return part.as_past_effect(part.summary.promotion.kind)
