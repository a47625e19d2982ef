"""The form of a merge: field by field which value stays, and why (handbook H2.2)."""

from collections.abc import Iterator, Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from salesops.web.forms import ActorFormMixin
from stores.archives import Archive
from stores.selectors.merges import FieldChoice

KEPT, GONE = "kept", "gone"


class MergeForm(ActorFormMixin, forms.Form):
    """One choice for each field in which both differ; the revisions are those that the person saw."""

    gone_revision = forms.IntegerField(widget=forms.HiddenInput)
    kept_revision = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("reason"),
        max_length=200,
        help_text=_("How you know that they are the same. It stands in both histories."),
    )

    def __init__(self, *args, archive: Archive, choices: Sequence[FieldChoice], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.archive = archive
        self.choices = [choice for choice in choices if choice.differs]
        for choice in self.choices:
            self.fields[f"from_{choice.name}"] = forms.ChoiceField(
                label=choice.label,
                choices=[(KEPT, choice.kept or "–"), (GONE, choice.gone or "–")],
                widget=forms.RadioSelect,
                initial=GONE if choice.takes else KEPT,
            )

    def radios(self) -> Iterator[forms.BoundField]:
        """The choices as the page lays them out."""
        return (self[f"from_{choice.name}"] for choice in self.choices)

    @property
    def taken(self) -> frozenset[str]:
        """The names of the fields to take from the archive that goes."""
        chosen = {choice.name for choice in self.choices if self.cleaned_data.get(f"from_{choice.name}") == GONE}
        return frozenset(name for group in self.archive.groups if group[0] in chosen for name in group)


class UndoForm(ActorFormMixin, forms.Form):
    reason = forms.CharField(label=_("reason"), max_length=200, help_text=_("It stands in both histories."))
