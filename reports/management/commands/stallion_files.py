"""Turn the real monthly panel into import files (see docs/real-data.md)."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from reports.demo import stallion
from salesops.exchange import registry
from salesops.exchange.writer import ExportColumn, write_xlsx

FILES = {
    "customers": stallion.customer_rows,
    "stores": stallion.store_rows,
    "catalogue": stallion.catalogue_rows,
    "sales": stallion.sales_rows,
}


class Command(BaseCommand):
    help = "Write customers.xlsx, stores.xlsx, catalogue.xlsx and sales.xlsx made from a real panel."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--out", type=Path, required=True, help="folder for the files")
        parser.add_argument(
            "--source",
            type=Path,
            default=settings.BASE_DIR / "tests" / "data" / "sales_stallion.csv",
            help="the panel; default: the copy among the tests",
        )
        parser.add_argument("--today", type=date.fromisoformat, help="the history ends with the month before")
        parser.add_argument("--center", default="HZ", help="code of the center that gets the stores")
        parser.add_argument("--reps", default="rep1,rep2,rep3", help="usernames that share the stores, with commas")

    def handle(self, *, out: Path, source: Path, today: date | None, center: str, reps: str, **options) -> None:
        if not source.is_file():
            raise CommandError(f"There is no file {source}.")
        usernames = tuple(rep.strip() for rep in reps.split(",") if rep.strip())
        if not usernames:
            raise CommandError("Name at least one rep.")
        panel = stallion.read_panel(
            source,
            today=today or timezone.localdate(),
            center=center,
            reps=usernames,
        )
        out.mkdir(parents=True, exist_ok=True)
        for code, make_rows in FILES.items():
            count = _write(out / f"{code}.xlsx", code, list(make_rows(panel)))
            self.stdout.write(f"{out / code}.xlsx: {count} rows")


def _write(path: Path, code: str, rows: list[dict[str, object]]) -> int:
    """Write the columns that the rows have, under the headers that the import knows."""
    kind = registry.kind_of(code)
    columns = [kind.column(name) for name in rows[0]]
    write_xlsx(path, kind.title, [ExportColumn(column.header_zh, 18) for column in columns], _values(rows))
    return len(rows)


def _values(rows: list[dict[str, object]]) -> Iterator[list[object]]:
    return (list(row.values()) for row in rows)
