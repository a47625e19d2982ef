"""Forms of approval limits and center budgets."""

from django import forms

from promotions.models import ApprovalLimit, PromotionBudget
from salesops.accounts.models import Center
from salesops.periods.month import Month
from salesops.web.forms import ActorFormMixin, MonthField


class LimitForm(ActorFormMixin, forms.ModelForm):
    class Meta:
        model = ApprovalLimit
        fields = ["up_to_yuan"]


class BudgetForm(ActorFormMixin, forms.ModelForm):
    month = MonthField(label=PromotionBudget._meta.get_field("month").verbose_name)

    class Meta:
        model = PromotionBudget
        fields = ["center", "month", "amount_yuan"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["center"].queryset = Center.objects.filter(is_active=True).order_by("code")
        if self.instance.pk:
            self.initial["month"] = Month.of(self.instance.month)

    def clean_month(self):
        return self.cleaned_data["month"].first_day
