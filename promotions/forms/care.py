"""Forms of leave and of guidance (handbook H7)."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from promotions.models import DayOff, Guidance, Promoter
from salesops.web.forms import ActorFormMixin
from stores.models import Store

MOST_DAYS = 366


class DayOffForm(ActorFormMixin, forms.ModelForm):
    class Meta:
        model = DayOff
        fields = ["kind", "starts_on", "ends_on", "reason"]

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last - first > timedelta(days=MOST_DAYS):
            self.add_error("ends_on", _("A leave lasts a year at most."))
        return cleaned


class GuidanceForm(ActorFormMixin, forms.ModelForm):
    class Meta:
        model = Guidance
        fields = ["held_on", "store", "topic", "noticed", "agreed", "look_again_on"]
        widgets = {"noticed": forms.Textarea(attrs={"rows": 3}), "agreed": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, promoter: Promoter, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        places = Promoter.objects.visible_to(self.actor).filter(pk=promoter.pk)
        stores = Store.objects.unscoped(because="the promoter's own places")
        self.fields["store"].queryset = stores.filter(pk__in=places.values("assignments__store")).order_by("name", "pk")


class LookAgainForm(forms.Form):
    looked_again_on = forms.DateField(label=_("looked again on"))
    outcome = forms.CharField(label=_("what became of it"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}))
