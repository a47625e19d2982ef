"""A field for divisions by code or by name (handbook H10.1)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from dealers.selectors.divisions import UnknownDivision, division_called, division_words

MOST = 20


class DivisionsField(forms.CharField):
    """Provinces, cities and districts as people write them, cleaned to their six-digit codes."""

    default_error_messages = {
        "unknown": _("No division is called “%(word)s”."),
        "unclear": _("Which one is meant by “%(word)s”? %(names)s …"),
        "too_many": _("At most %(most)s divisions."),
    }

    def __init__(self, **kwargs) -> None:
        kwargs.setdefault("label", _("divisions"))
        kwargs.setdefault("help_text", _("Names or codes with spaces between them, such as 杭州市西湖区 330108."))
        super().__init__(max_length=400, **kwargs)

    def clean(self, value) -> str:
        words = super().clean(value).replace(",", " ").replace("，", " ").replace("、", " ").split()
        if len(words) > MOST:
            raise forms.ValidationError(self.error_messages["too_many"], params={"most": MOST}, code="too_many")
        return " ".join(dict.fromkeys(self._code(word) for word in words))

    def _code(self, word: str) -> str:
        try:
            return division_called(word).code
        except UnknownDivision as mistake:
            names = "、".join(f"{division_words(d.code)} {d.code}" for d in mistake.candidates)
            kind = "unclear" if names else "unknown"
            params = {"word": word, "names": names}
            raise forms.ValidationError(self.error_messages[kind], params=params, code=kind) from mistake
