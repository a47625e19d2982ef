"""Forms of shifts and of attendance (handbook H7)."""

from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from promotions.forms.promoters import REASON_LENGTH
from promotions.models import Promoter, Shift
from promotions.selectors.roster import DAYS
from salesops.accounts.models import User
from salesops.web.forms import ActorFormMixin
from stores.models import Store
from visits.choices import OutsideReason

SIX_PLACES = Decimal("0.000001")
WORST_ACCURACY_METRES = 100_000
TIME = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class ShiftForm(ActorFormMixin, forms.ModelForm):
    class Meta:
        model = Shift
        fields = ["store", "starts_at", "ends_at", "break_minutes"]
        labels = {"starts_at": pgettext_lazy("shift", "from"), "ends_at": pgettext_lazy("shift", "to")}
        widgets = {"starts_at": TIME, "ends_at": TIME}

    def __init__(self, *args, promoter: Promoter, monday: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        holding = Q(assignments__ends_on__isnull=True) | Q(assignments__ends_on__gt=monday)
        places = Promoter.objects.visible_to(self.actor).filter(pk=promoter.pk).filter(holding)
        stores = Store.objects.unscoped(because="the promoter's own places").filter(
            pk__in=places.values("assignments__store")
        )
        self.fields["store"].queryset = stores.order_by("name", "pk")

    def _get_validation_exclusions(self) -> set[str]:
        """The promoter, the day and the week are the page's."""
        return super()._get_validation_exclusions() | {"promoter", "work_on", "week"}


class ShiftNewForm(ShiftForm):
    days = forms.TypedMultipleChoiceField(
        label=_("days"), coerce=date.fromisoformat, widget=forms.CheckboxSelectMultiple
    )

    field_order = ["store", "days", "starts_at", "ends_at", "break_minutes"]

    def __init__(self, *args, monday: date, **kwargs) -> None:
        super().__init__(*args, monday=monday, **kwargs)
        self.fields["store"].initial = self.fields["store"].queryset.first()
        self.fields["days"].choices = _days_from(monday)


class ShiftEditForm(ShiftForm):
    """The same, with the day: without a mouse a shift is moved so."""

    work_on = forms.TypedChoiceField(label=_("day"), coerce=date.fromisoformat)

    field_order = ["store", "work_on", "starts_at", "ends_at", "break_minutes"]

    def __init__(self, *args, monday: date, **kwargs) -> None:
        super().__init__(*args, monday=monday, **kwargs)
        self.fields["work_on"].choices = _days_from(monday)
        self.initial["work_on"] = self.instance.work_on.isoformat()


class RosterChoice(forms.Form):
    """Whose week is shown."""

    rep = forms.ModelChoiceField(label=_("rep"), queryset=User.objects.none(), required=False, empty_label=None)

    def __init__(self, *args, reps: list[User], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rep"].queryset = User.objects.filter(pk__in=[rep.pk for rep in reps]).order_by("name", "pk")


class AttendanceForm(ActorFormMixin, forms.Form):
    """A stay entered by hand."""

    store = forms.ModelChoiceField(label=_("store"), queryset=Store.objects.none())
    work_on = forms.DateField(label=_("day"))
    came = forms.TimeField(label=_("came"), widget=TIME, initial=time(10))
    left = forms.TimeField(label=_("left"), widget=TIME, initial=time(19))
    reason = forms.CharField(label=_("reason"), max_length=REASON_LENGTH)

    def __init__(self, *args, promoter: Promoter, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        places = Promoter.objects.visible_to(self.actor).filter(pk=promoter.pk)
        stores = Store.objects.unscoped(because="the promoter's own places")
        stores = stores.filter(pk__in=places.values("assignments__store"))
        self.fields["store"].queryset = stores.order_by("name", "pk")

    def clean(self):
        cleaned = super().clean()
        if {"came", "left", "work_on"} <= cleaned.keys() and cleaned["left"] <= cleaned["came"]:
            self.add_error("left", _("The end lies before the begin."))
        return cleaned


class ActForm(forms.Form):
    """Coming or leaving: the position is measured by the page; without one the act is marked, not refused."""

    store = forms.IntegerField(required=False, min_value=1)
    lon = forms.DecimalField(required=False, min_value=-180, max_value=180)
    lat = forms.DecimalField(required=False, min_value=-90, max_value=90)
    accuracy = forms.DecimalField(required=False, min_value=0)
    device_at = forms.DateTimeField(required=False)
    outside_reason = forms.ChoiceField(required=False, choices=[one for one in OutsideReason.choices if one[0]])

    def clean_lon(self) -> Decimal | None:
        return _six_places(self.cleaned_data["lon"])

    def clean_lat(self) -> Decimal | None:
        return _six_places(self.cleaned_data["lat"])

    def clean_accuracy(self) -> int | None:
        accuracy = self.cleaned_data["accuracy"]
        return None if accuracy is None else min(round(accuracy), WORST_ACCURACY_METRES)


def _six_places(degrees: Decimal | None) -> Decimal | None:
    return None if degrees is None else degrees.quantize(SIX_PLACES, ROUND_HALF_UP)


def _days_from(monday: date) -> list[tuple[str, str]]:
    days = [monday + timedelta(days=number) for number in range(DAYS)]
    return [(day.isoformat(), date_format(day, "m-d D")) for day in days]


def moment_of(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))
