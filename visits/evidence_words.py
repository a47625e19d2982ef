"""What the evidence of a visit says, in words with their cure (handbook H5.3)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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
    SignalCode.PHOTO_REUSED: _("the very photo of %(day)s"),
    SignalCode.PHOTO_ALIKE: _("photo nearly the same as on %(day)s"),
    SignalCode.PHOTO_OLD: _("photo taken %(minutes)s min before the check-in"),
    SignalCode.PHOTO_ELSEWHERE: _("photo taken %(distance_metres)s m from the store"),
    SignalCode.OUT_OF_HOURS: _("outside working time: no position is kept"),
}
# What the rep can do about it while still in the store.
_CURES: dict[str, Promise] = {
    SignalCode.OUTSIDE: _(
        "At the door? Then say that the store's position is wrong; your superior can take over yours."
    ),
    SignalCode.POOR_ACCURACY: _("Step to the door or a window before you check in."),
    SignalCode.NO_POSITION: _("Allow this page to use your position, and switch the phone's location on."),
    SignalCode.STORE_WITHOUT_POSITION: _("Enter the position in the store's archive, or check in here once more."),
    SignalCode.CLOCK_SKEW: _("Set the phone's clock to automatic date and time."),
    SignalCode.TOO_SHORT: _("Still in the store? Go on with what is open, then check out."),
    SignalCode.IMPOSSIBLE_TRAVEL: _("Explain it below, if the phone was wrong about its place."),
    SignalCode.BATCH_ENTERED: _("Log each visit while you are in the store; no network is needed."),
    SignalCode.PHOTO_REUSED: _("Take the photo anew."),
    SignalCode.PHOTO_ALIKE: _("Take the photo anew, or explain below why it looks the same."),
    SignalCode.PHOTO_OLD: _("Take the photo during the visit."),
    SignalCode.PHOTO_ELSEWHERE: _("Take the photo in the store."),
}
_NAMES: dict[str, Promise] = {
    SignalCode.OUTSIDE: _("Away from the store"),
    SignalCode.POOR_ACCURACY: _("Position blurred"),
    SignalCode.NO_POSITION: _("No position"),
    SignalCode.STORE_WITHOUT_POSITION: _("Store without a position"),
    SignalCode.CLOCK_SKEW: _("Wrong clock"),
    SignalCode.TOO_SHORT: _("Very short visit"),
    SignalCode.IMPOSSIBLE_TRAVEL: _("Impossible way"),
    SignalCode.BATCH_ENTERED: _("Entered at once"),
    SignalCode.PHOTO_REUSED: _("Photo used again"),
    SignalCode.PHOTO_ALIKE: _("Photo nearly the same"),
    SignalCode.PHOTO_OLD: _("Old photo"),
    SignalCode.PHOTO_ELSEWHERE: _("Photo from elsewhere"),
    SignalCode.OUT_OF_HOURS: _("Outside working time"),
}
_STATES = {Grade.NOTE: "open", Grade.WARNING: "due", Grade.ALARM: "overdue"}


def words_of(marks: Iterable[Mapping[str, Any]]) -> list[str]:
    """Each mark as a sentence; an unknown one by its code."""
    return [_sentence(mark) for mark in marks]


# What a phone can tell by itself, before anything is sent.
_ON_THE_PHONE = (
    SignalCode.OUTSIDE,
    SignalCode.POOR_ACCURACY,
    SignalCode.NO_POSITION,
    SignalCode.STORE_WITHOUT_POSITION,
    SignalCode.TOO_SHORT,
    SignalCode.PHOTO_REUSED,
    SignalCode.PHOTO_OLD,
)


def words_for_phones() -> list[tuple[str, str, str]]:
    """Code, sentence with its numbers as {name}, and cure, of each mark that the phone foresees."""
    return [(code, re.sub(r"%\((\w+)\)s", r"{\1}", str(_WORDS[code])), cure_of(code)) for code in _ON_THE_PHONE]


def name_of(code: str) -> str:
    """The mark in two or three words; an unknown one by its code."""
    return str(_NAMES.get(code, code))


def mark_choices() -> list[tuple[str, Promise]]:
    """What lists of marks are narrowed by."""
    return [(code.value, name) for code, name in _NAMES.items()]


def sentence_of(code: str, params: Mapping[str, Any]) -> str:
    """One mark as a sentence."""
    return _sentence({"code": code, "params": params})


def state_of_grade(grade: int) -> str:
    """The colour of a grade, as the name of a state."""
    return _STATES.get(grade, "open")


@dataclass(frozen=True, slots=True)
class MarkInWords:
    """A mark as a line of a page: colour, sentence, what can be done about it."""

    mark: Any
    state: str
    words: str
    cure: str


def in_words(mark: Any) -> MarkInWords:
    """A mark's row as its line."""
    words = sentence_of(mark.code, mark.params)
    return MarkInWords(mark, state_of_grade(mark.grade), words, cure_of(mark.code))


def cure_of(code: str) -> str:
    """What can be done about a mark; nothing for what needs no cure."""
    return str(_CURES.get(code, ""))


def _sentence(mark: Mapping[str, Any]) -> str:
    words = _WORDS.get(mark["code"])
    return gettext(mark["code"]) if words is None else str(words) % mark["params"]
