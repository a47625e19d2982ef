"""What was learned from a promotion (handbook H6.2)."""

from django import forms

from promotions.models import PromotionSummary


class LessonsForm(forms.ModelForm):
    class Meta:
        model = PromotionSummary
        fields = ["lessons"]
        widgets = {"lessons": forms.Textarea(attrs={"rows": 6})}
