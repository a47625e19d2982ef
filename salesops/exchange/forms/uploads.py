"""The form that takes a file."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from salesops.exchange.problems import UnreadableFile
from salesops.exchange.reading import check_upload
from salesops.exchange.sentences import sentence


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        help_text=_("An .xlsx or .csv file. First it is only checked; nothing changes yet."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        allow_empty_file=True,
        max_length=255,
    )

    def clean_file(self):
        upload = self.cleaned_data["file"]
        try:
            check_upload(upload.name, upload.size)
        except UnreadableFile as refusal:
            raise ValidationError(sentence(refusal.code, refusal.params), code=refusal.code) from refusal
        return upload
