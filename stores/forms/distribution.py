"""The matrix of the distribution standard as it comes back (handbook H2.7)."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from salesops.web.forms import ActorFormMixin
from stores.choices import StoreClass, StoreFormat
from stores.models.distribution import MOST_COLOURS
from stores.services import Cell

_KEY = re.compile(rf"([0-9]{{1,9}})\.({'|'.join(StoreClass.values)})\.({'|'.join(StoreFormat.values)})")


class StandardForm(ActorFormMixin, forms.Form):
    """Cells are named by their key; `seen` is what the matrix showed, so that only what was typed is changed."""

    starts_on = forms.DateField(widget=forms.HiddenInput)
    seen = forms.JSONField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("reason"), max_length=200, required=False)

    def clean_seen(self) -> dict[str, int | None]:
        """A matrix from this program, and nothing else."""
        seen = self.cleaned_data["seen"]
        is_matrix = isinstance(seen, dict) and all(
            _KEY.fullmatch(key) and (value is None or type(value) is int) for key, value in seen.items()
        )
        if not is_matrix:
            raise ValidationError(_("The form was not complete. Please send it again."))
        return seen

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        shown = {key: (value, self._typed(key)) for key, value in cleaned.get("seen", {}).items()}
        cleaned["before"] = {_cell(key): value for key, (value, typed) in shown.items() if typed != value}
        cleaned["wanted"] = {_cell(key): typed for key, (value, typed) in shown.items() if typed != value}
        return cleaned

    def typed(self, key: str) -> str:
        """A cell as it was typed, for showing it again."""
        return self.data.get(key, "").strip()

    def _typed(self, key: str) -> int | None:
        text = self.typed(key)
        if text in ("", "0"):
            return None
        if not (text.isascii() and text.isdecimal() and len(text) == 1):
            words = _("In a cell stands a number from 1 to %(most)s, or nothing; “%(text)s” does not fit.")
            self.add_error(None, ValidationError(words, params={"most": MOST_COLOURS, "text": text[:20]}))
            return None
        return int(text)


def _cell(key: str) -> Cell:
    model_id, store_class, form = key.split(".")
    return Cell(int(model_id), store_class, form)
