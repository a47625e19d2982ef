"""Lists as comma-separated text: UTF-8 with its mark, so that Excel reads the Chinese (handbook H2.4).

A text that begins with = + - @ gets an apostrophe, so that no spreadsheet program runs it; numbers stay numbers.
"""

import csv
import io
import tempfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import IO

from django.http import FileResponse
from django.utils import timezone
from django.utils.functional import Promise

from salesops.exchange.writer import safe_file_name

_RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r")
_IN_MEMORY = 4 * 1024 * 1024


def csv_response(
    name: str | Promise, columns: Sequence[str | Promise], rows: Iterable[Sequence[object]]
) -> FileResponse:
    """The rows as a download called `name`.csv, from a file that is gone when it was sent."""
    file = tempfile.SpooledTemporaryFile(_IN_MEMORY, suffix=".csv")  # noqa: SIM115 - the response closes it
    write_csv(file, columns, rows)
    file.seek(0)
    response = FileResponse(
        file, as_attachment=True, filename=safe_file_name(str(name), ".csv"), content_type="text/csv"
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def write_csv(target: IO[bytes], columns: Sequence[str | Promise], rows: Iterable[Sequence[object]]) -> None:
    """Write the rows; memory does not grow with them."""
    text = io.TextIOWrapper(target, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow([_cell(getattr(column, "header", column)) for column in columns])
    writer.writerows([_cell(value) for value in row] for row in rows)
    text.flush()
    text.detach()


def _cell(value: object) -> object:
    if value is None or isinstance(value, int | float | Decimal):
        return value
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value).replace(tzinfo=None, microsecond=0)
    text = str(value)
    return f"'{text}" if text.startswith(_RUN_BY_SPREADSHEETS) else text
