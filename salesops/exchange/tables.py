"""The list of imports."""

import django_tables2 as tables

from salesops.exchange.models import ImportRun
from salesops.exchange.registry import kind_of
from salesops.web.tables import BadgeColumn, BaseTable, QuantityColumn


class ImportTable(BaseTable):
    file_name = tables.Column(linkify=True)
    state = BadgeColumn()
    row_count = QuantityColumn()
    created_count = QuantityColumn()
    changed_count = QuantityColumn()
    error_count = QuantityColumn()
    started_by = tables.Column(empty_values=())
    created_at = tables.DateTimeColumn(format="Y-m-d H:i")

    class Meta:
        model = ImportRun
        fields = [
            "file_name",
            "kind",
            "state",
            "row_count",
            "created_count",
            "changed_count",
            "error_count",
            "started_by",
            "created_at",
        ]

    def render_kind(self, value: str) -> str:
        kind = kind_of(value)
        return str(kind.title) if kind else value

    def render_started_by(self, record: ImportRun) -> str:
        return str(record.started_by or record.job)
