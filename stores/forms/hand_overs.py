"""The form in which a rep's stores and customers are handed over (handbook H0)."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from salesops.accounts.models import User
from salesops.web.forms import ActorFormMixin
from stores.models import Customer, Store

ALL, TICKED = "all", "ticked"


class HandOverPlanForm(ActorFormMixin, forms.Form):
    """All or some of one rep's stores and customers, to a colleague of its center, from a day on."""

    to_rep = forms.ModelChoiceField(label=_("new rep"), queryset=User.objects.none())
    on = forms.DateField(label=_("from"), help_text=_("A day ahead is possible: it is then done by itself."))
    reason = forms.CharField(label=_("reason"), max_length=200)
    which = forms.ChoiceField(label=_("stores"), widget=forms.RadioSelect)
    stores = forms.ModelMultipleChoiceField(queryset=Store.objects.all(), required=False)
    customers = forms.ModelMultipleChoiceField(label=_("customers"), queryset=Customer.objects.all(), required=False)

    def __init__(self, *args, rep: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        reps = User.objects.visible_to(self.actor).reps().active().filter(center_id=rep.center_id)
        self.fields["to_rep"].queryset = reps.exclude(pk=rep.pk).order_by("name")
        for name in ("stores", "customers"):
            rows = self.fields[name].queryset.standing().filter(rep=rep, center_id=rep.center_id)
            self.fields[name].queryset = rows.order_by("code")
        count = self.fields["stores"].queryset.count()
        words = ngettext("The only store", "All %(count)s stores", count) % {"count": f"{count:,}"}
        self.fields["which"].choices = [(ALL, words), (TICKED, _("Those that are ticked below"))]

    def clean(self) -> dict:
        """Give what is handed over as `objects`."""
        cleaned = super().clean()
        stores = self.fields["stores"].queryset if cleaned.get("which") == ALL else cleaned.get("stores") or ()
        objects = [*stores, *(cleaned.get("customers") or ())]
        if not objects and not self.errors:
            self.add_error(None, _("Tick at least one store or customer."))
        return cleaned | {"objects": objects}
