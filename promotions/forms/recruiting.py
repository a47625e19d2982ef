"""Forms of needs, applicants, interviews and decisions (handbook H7)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from promotions.forms.promoters import REASON_LENGTH, PersonalForm
from promotions.models import Applicant, Interview, Need, Promoter
from salesops.web.forms import ActorFormMixin
from stores.models import Store


class NeedForm(ActorFormMixin, forms.ModelForm):
    class Meta:
        model = Need
        fields = ["kind", "needed_from", "share_percent", "reason", "skills"]


class NeedNewForm(NeedForm):
    """A rep asks for its own stores, a manager for the center's."""

    class Meta(NeedForm.Meta):
        fields = ["store", *NeedForm.Meta.fields]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        stores = Store.objects.visible_to(self.actor).standing().order_by("name", "pk")
        self.fields["store"].queryset = stores


class ApplicantPersonalForm(ActorFormMixin, PersonalForm):
    """What is asked of somebody who only applies: no bank account."""

    bank_account = None


class ApplicantNewForm(ActorFormMixin, forms.ModelForm):
    phone = forms.CharField(label=_("phone number"), max_length=20, required=False)

    class Meta:
        model = Applicant
        fields = ["name", "source", "phone", "note"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].widget.attrs |= {"autocomplete": "off", "inputmode": "tel"}
        self.fields["phone"].help_text = _("Sealed before it is stored.")

    clean_phone = PersonalForm.clean_phone
    _read = PersonalForm._read


class ApplicantForm(ActorFormMixin, forms.ModelForm):
    """Another need may be chosen, of the same center."""

    class Meta:
        model = Applicant
        fields = ["name", "need", "source", "note"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        needs = Need.objects.visible_to(self.actor).open().filter(store__center=self.instance.center_id)
        own = Need.objects.visible_to(self.actor).filter(pk=self.instance.need_id)
        self.fields["need"].queryset = (needs | own).select_related("store").order_by("needed_from", "pk")


class InviteForm(forms.Form):
    interview_on = forms.DateField(label=_("day of the interview"))


class InterviewForm(ActorFormMixin, forms.ModelForm):
    class Meta:
        model = Interview
        fields = ["held_on", "score", "notes"]
        widgets = {"notes": forms.Textarea(attrs={"rows": 4})}


class TakeOnForm(ActorFormMixin, forms.ModelForm):
    """The first day and the cost of the promoter that the applicant becomes."""

    reason = forms.CharField(label=_("reason"), max_length=REASON_LENGTH)

    class Meta:
        model = Promoter
        fields = ["employed_on", "monthly_cost_yuan"]


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("reason"), max_length=REASON_LENGTH)
