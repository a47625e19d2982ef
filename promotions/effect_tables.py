"""The library of past promotions (handbook H6.2)."""

from collections.abc import Mapping
from decimal import Decimal

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from promotions.calc.effect.library import Learned
from promotions.models import SummaryPart
from salesops.web.tables import BaseTable, DayColumn, QuantityColumn
from salesops.web.templatetags.web import badge, percent


class LibraryTable(BaseTable):
    """`learned` has each part's effect, drawn to those of its kind."""

    promotion = tables.Column(
        accessor="summary__promotion",
        verbose_name=_("promotion"),
        linkify=lambda record: record.summary.get_absolute_url(),
        order_by=("summary__promotion__name",),
    )
    kind = tables.Column(accessor="summary__promotion__get_kind_display", verbose_name=_("kind"), orderable=False)
    starts_on = DayColumn(accessor="summary__promotion__starts_on", verbose_name=_("starts on"))
    stores = QuantityColumn()
    baseline = QuantityColumn()
    net = QuantityColumn()
    own_effect = tables.Column(verbose_name=_("measured"), empty_values=(), orderable=False)
    effect = tables.Column(verbose_name=_("learned (shrunk)"), empty_values=(), orderable=False)
    effect_range = tables.Column(verbose_name=_("range of nine in ten"), empty_values=(), orderable=False)
    verdict = tables.Column(verbose_name=pgettext_lazy("effect", "verdict"), orderable=False)

    class Meta:
        model = SummaryPart
        fields = [
            "promotion",
            "kind",
            "starts_on",
            "stores",
            "baseline",
            "net",
            "own_effect",
            "effect",
            "effect_range",
            "verdict",
        ]
        empty_text = _("No promotion was measured for good yet: that takes two weeks after its end.")

    def __init__(self, *args, learned: Mapping[int, Learned], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.learned = learned

    def render_own_effect(self, record) -> str:
        return percent(record.net / record.baseline, 0)

    def render_effect(self, record) -> str:
        return percent(Decimal(self.learned[record.pk].effect), 0)

    def render_effect_range(self, record) -> str:
        found = self.learned[record.pk]
        return f"{percent(Decimal(found.low), 0)} … {percent(Decimal(found.high), 0)}"

    def render_verdict(self, value) -> str:
        return badge(value.state, value.label)

    def value_verdict(self, value) -> str:
        return str(value.label)
