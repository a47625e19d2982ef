"""The small form that fills one gap of an archive (handbook H2.2)."""

from stores.completeness import Fact
from stores.forms.customers import CustomerForm
from stores.forms.stores import StoreForm


class StoreGapForm(StoreForm):
    """Only the fields of one fact."""

    reason = None

    def __init__(self, *args, fact: Fact, **kwargs) -> None:
        self.fact = fact
        super().__init__(*args, **kwargs)
        if "hours_are_checked" in self.fields:
            self.initial["hours_are_checked"] = True

    def editable(self) -> frozenset[str]:
        asked = {*self.fact.asked, "position_system"} if "lon" in self.fact.fields else {*self.fact.asked}
        return super().editable() & asked


class CustomerGapForm(CustomerForm):
    """Only the fields of one fact."""

    reason = None

    def __init__(self, *args, fact: Fact, **kwargs) -> None:
        self.fact = fact
        super().__init__(*args, **kwargs)

    def editable(self) -> frozenset[str]:
        return super().editable() & {*self.fact.asked}
