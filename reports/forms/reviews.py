"""What people type into a review (handbook H9)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from reports.models import BusinessReview, ReviewAction, ReviewWalk
from reports.services.reviews import REMARK_LENGTH
from salesops.web.forms import ActorFormMixin
from stores.models import Store


class TextsForm(ActorFormMixin, forms.ModelForm):
    """Why the month went as it did, and what will be done about it."""

    class Meta:
        model = BusinessReview
        fields = ["causes", "strategy"]
        widgets = {"causes": forms.Textarea(attrs={"rows": 4}), "strategy": forms.Textarea(attrs={"rows": 4})}


class ActionForm(ActorFormMixin, forms.ModelForm):
    """The customer's stores are offered whoever visits them: the review names them all, and the task is that rep's."""

    class Meta:
        model = ReviewAction
        fields = ["store", "text", "due_on"]

    def __init__(self, *args, review: BusinessReview, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        stores = Store.objects.unscoped(because="stores of a customer whose review the actor writes").active()
        stores = stores.filter(customer=review.customer_id, center=review.center_id)
        self.fields["store"].queryset = stores.order_by("code")


class WalkForm(ActorFormMixin, forms.ModelForm):
    """When and with whom the review was gone through, what was agreed on, and who of the customer confirmed it."""

    class Meta:
        model = ReviewWalk
        fields = ["held_on", "with_whom", "agreed", "confirmation", "confirmed_by"]
        widgets = {"agreed": forms.Textarea(attrs={"rows": 4})}


class ReturnForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it goes back"),
        max_length=REMARK_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
