"""The form of a center."""

from crispy_forms.layout import Column, Layout, Row
from django import forms

from salesops.accounts.models import Center
from salesops.web.forms import ActorFormMixin, PageFormHelper


class CenterForm(ActorFormMixin, forms.ModelForm):
    class Meta:
        model = Center
        fields = [
            *(
                "code",
                "name",
                "works_saturday",
                "checkin_radius_metres",
                "counts_visit_sales",
                "keeps_unvisited_stores",
            ),
            *("lon", "lat", "is_active"),
        ]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = PageFormHelper(self)
        self.helper.layout = Layout(
            Row(Column("code"), Column("name")),
            "works_saturday",
            "checkin_radius_metres",
            "counts_visit_sales",
            "keeps_unvisited_stores",
            Row(Column("lon"), Column("lat")),
            "is_active",
        )
