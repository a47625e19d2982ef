"""What the check-in page sends (handbook H5.2, H5.3)."""

from decimal import ROUND_HALF_UP, Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from visits.choices import OutsideReason

SIX_PLACES = Decimal("0.000001")
WORST_ACCURACY_METRES = 1_000_000


class CheckInForm(forms.Form):
    """The position is measured by the page; without one the visit is marked, not refused."""

    client_id = forms.UUIDField(widget=forms.HiddenInput)
    lon = forms.DecimalField(widget=forms.HiddenInput, required=False, min_value=-180, max_value=180)
    lat = forms.DecimalField(widget=forms.HiddenInput, required=False, min_value=-90, max_value=90)
    accuracy = forms.DecimalField(widget=forms.HiddenInput, required=False, min_value=0)
    device_at = forms.DateTimeField(widget=forms.HiddenInput, required=False)
    outside_reason = forms.ChoiceField(
        label=_("Why not at the store?"),
        required=False,
        widget=forms.RadioSelect,
        choices=[choice for choice in OutsideReason.choices if choice[0]],
    )
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    def clean_lon(self):
        return _six_places(self.cleaned_data["lon"])

    def clean_lat(self):
        return _six_places(self.cleaned_data["lat"])

    def clean_accuracy(self):
        accuracy = self.cleaned_data["accuracy"]
        return None if accuracy is None else min(round(accuracy), WORST_ACCURACY_METRES)


def _six_places(degrees: Decimal | None) -> Decimal | None:
    return None if degrees is None else degrees.quantize(SIX_PLACES, ROUND_HALF_UP)
