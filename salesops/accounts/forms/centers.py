"""The form of a center."""

from crispy_forms.layout import Column, Layout, Row
from django import forms

from salesops.accounts.models import Center
from salesops.web.forms import ActorFormMixin, PageFormHelper


class CenterForm(ActorFormMixin, forms.ModelForm):
    class Meta:
        model = Center
        widgets = {name: forms.TimeInput({"type": "time"}, "%H:%M") for name in ("positions_from", "positions_until")}
        fields = [
            *("code", "name", "works_saturday", "plan_draft_day", "checkin_radius_metres", "checkin_mode"),
            *("positions_from", "positions_until", "position_days"),
            *("counts_visit_sales", "price_band_percent", "keeps_unvisited_stores"),
            *("lon", "lat", "is_active"),
        ]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = PageFormHelper(self)
        self.helper.layout = Layout(
            Row(Column("code"), Column("name")),
            "works_saturday",
            "plan_draft_day",
            Row(Column("checkin_radius_metres"), Column("checkin_mode")),
            Row(Column("positions_from"), Column("positions_until"), Column("position_days")),
            "counts_visit_sales",
            "price_band_percent",
            "keeps_unvisited_stores",
            Row(Column("lon"), Column("lat")),
            "is_active",
        )
