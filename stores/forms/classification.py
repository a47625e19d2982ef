"""The form of a center's classification rule (handbook H3)."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from salesops.web.forms import ActorFormMixin, MonthField
from stores.choices import Measure
from stores.models import ClassificationRule
from stores.models.classification import SURE_FROM, SURE_UNTIL


def _percent(label) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, min_value=Decimal("0.01"), max_value=Decimal("99.99"), max_digits=4, decimal_places=2
    )


class ClassRuleForm(ActorFormMixin, forms.Form):
    """Lines in percent, as people say them."""

    line_a = _percent(_("line of A (%)"))
    line_b = _percent(_("line of B (%)"))
    window_months = forms.IntegerField(label=_("window (months)"), min_value=1, max_value=12)
    measure = forms.ChoiceField(label=_("measure"), choices=Measure)
    sure_percent = forms.IntegerField(
        label=_("a move must be so sure (%)"),
        min_value=SURE_FROM,
        max_value=SURE_UNTIL,
        required=False,
        help_text=_("Empty: every move of the rule counts. 95 keeps a store in its class until its move is 95 % sure."),
    )

    @staticmethod
    def initial_of(rule: ClassificationRule) -> dict:
        return {
            "line_a": Decimal(rule.line_a_hundredths) / 100,
            "line_b": Decimal(rule.line_b_hundredths) / 100,
            "window_months": rule.window_months,
            "measure": rule.measure,
            "sure_percent": rule.sure_percent,
        }

    def clean(self) -> dict:
        """Give the rule's own fields, in hundredths of a percent."""
        cleaned = super().clean()
        line_a, line_b = cleaned.pop("line_a", None), cleaned.pop("line_b", None)
        if line_a is None or line_b is None:
            return cleaned
        if line_a >= line_b:
            self.add_error(None, _("The line of A must lie below the line of B, and both below 100 %."))
        return cleaned | {"line_a_hundredths": int(line_a * 100), "line_b_hundredths": int(line_b * 100)}


class ProposalForm(ActorFormMixin, forms.Form):
    month = MonthField(label=_("month"))
