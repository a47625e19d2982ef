"""What the evidence of a visit says, in words with their cure (handbook H5.3)."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from visits.calc.evidence import Grade, SignalCode

_WORDS: dict[str, Promise] = {
    SignalCode.OUTSIDE: _("%(distance_metres)s m from the store, accuracy %(accuracy_metres)s m"),
    SignalCode.POOR_ACCURACY: _("position blurred: accuracy %(accuracy_metres)s m"),
    SignalCode.NO_POSITION: _("no position"),
    SignalCode.STORE_WITHOUT_POSITION: _("the store has no position yet"),
    SignalCode.CLOCK_SKEW: _("phone's clock wrong by %(skew_minutes)s min"),
    SignalCode.TOO_SHORT: _("only %(minutes)s min, at least %(shortest_minutes)s are plausible"),
    SignalCode.IMPOSSIBLE_TRAVEL: _("%(metres)s m in %(seconds)s s between two check-ins"),
    SignalCode.BATCH_ENTERED: _("%(visits)s visits entered at once"),
}
_STATES = {Grade.NOTE: "open", Grade.WARNING: "due", Grade.ALARM: "overdue"}


def words_of(marks: Iterable[Mapping[str, Any]]) -> list[str]:
    """Each mark as a sentence; an unknown one by its code."""
    return [_sentence(mark) for mark in marks]


def marks_in_words(marks: Iterable[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Colour and sentence of each mark, the gravest first."""
    ordered = sorted(marks, key=lambda mark: -mark["grade"])
    return [(_STATES.get(mark["grade"], "open"), _sentence(mark)) for mark in ordered]


def _sentence(mark: Mapping[str, Any]) -> str:
    words = _WORDS.get(mark["code"])
    return gettext(mark["code"]) if words is None else str(words) % mark["params"]
