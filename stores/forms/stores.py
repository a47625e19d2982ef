"""The forms of a store (handbook H2.2)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from salesops.accounts.models import User
from salesops.web.forms import ActorFormMixin
from salesops.web.layout import lay_out
from stores import rules
from stores.choices import CoordinateSystem, CustomerStatus, StoreClass
from stores.forms.positions import PositionReading
from stores.models import Store

ROWS = (
    ("code", "name"),
    ("customer", "rep"),
    ("format", "store_class", "status"),
    ("opened_on", "closed_on"),
    ("contact_name", "contact_role", "phone"),
    ("contact_note",),
    ("opens_at", "closes_at", "hours_are_checked"),
    ("division_code", "address"),
    ("position_text",),
    ("lon", "lat", "position_system"),
    ("area_m2", "staff_count"),
    ("counters", "competitor_counters", "monthly_capacity_units"),
    ("reason",),
)
TIME = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class StoreForm(ActorFormMixin, forms.ModelForm):
    """Only the fields that this person may change in this store; the center follows the customer."""

    rows = ROWS
    belong_together = (("lon", "lat", "position_system", "position_text"),)

    reason = forms.CharField(
        label=_("reason"), max_length=200, required=False, help_text=_("Why you change it, for the history.")
    )

    position_text = forms.CharField(
        label=_("position as text"),
        max_length=100,
        required=False,
        help_text=_("Paste what a map app copies, such as 120.153576,30.287459. It goes before the fields below."),
    )

    class Meta:
        model = Store
        fields = [name for row in ROWS for name in row if name not in {"reason", "position_text"}]
        widgets = {"opens_at": TIME, "closes_at": TIME}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self._meta.fields) - self.editable():
            del self.fields[name]
        self.position_notes: list[str] = []
        if "lon" in self.fields:
            self.fields["position_system"].required = False
        else:
            del self.fields["position_text"]
        self._narrow_people()
        lay_out(self, self.rows)

    def editable(self) -> frozenset[str]:
        return rules.editable_store_fields(self.actor, self.instance)

    def clean(self):
        """The fields show WGS-84; the system says in which the numbers of this sending are given."""
        cleaned = super().clean()
        if "lon" in self.fields:
            self.position_notes = PositionReading(self).take(cleaned)
        return cleaned

    def get_initial_for_field(self, field, field_name):
        """What stands in the fields is WGS-84, in whatever system it once was given."""
        if field_name == "position_system":
            return CoordinateSystem.WGS84
        return super().get_initial_for_field(field, field_name)

    def _narrow_people(self) -> None:
        if "rep" in self.fields:
            self.fields["rep"].queryset = self.fields["rep"].queryset.reps().active().order_by("name")
        if "customer" in self.fields:
            customers = self.fields["customer"].queryset.exclude(status=CustomerStatus.ENDED)
            self.fields["customer"].queryset = customers.order_by("name")


class StoreNewForm(StoreForm):
    """All facts of a store that is or will be open; its class is provisional until a run.

    The reason is asked for beside the stores that it may be, so it is no row of the form.
    """

    rows = ROWS[:-1]
    reason = forms.CharField(
        label=_("It is another store, because"),
        max_length=200,
        required=False,
        help_text=_("Kept in the history as the approval."),
    )

    def editable(self) -> frozenset[str]:
        return rules.STORE_ARCHIVE - {"closed_on"}


class HandOverForm(ActorFormMixin, forms.Form):
    """Another rep of the same center, from a day on."""

    rep = forms.ModelChoiceField(label=_("new rep"), queryset=User.objects.none())
    on = forms.DateField(label=_("from"), help_text=_("A day ahead is possible: it is then done by itself."))
    reason = forms.CharField(label=_("reason"), max_length=200)

    def __init__(self, *args, store: Store, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        reps = User.objects.visible_to(self.actor).reps().active().filter(center_id=store.center_id)
        self.fields["rep"].queryset = reps.exclude(pk=store.rep_id).order_by("name")


class OverrideForm(ActorFormMixin, forms.Form):
    """A manager's own class for a store."""

    store_class = forms.ChoiceField(label=_("class"), choices=StoreClass)
    ends_on = forms.DateField(label=_("until (excluded)"), help_text=_("From that day on the rule decides again."))
    reason = forms.CharField(label=_("reason"), max_length=200)
