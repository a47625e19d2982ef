"""How much a file may hold, so that no upload costs more than seconds and some hundred megabytes."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """The figures behind the guards; tests tighten them, the program uses the defaults."""

    # A million rows of sales are about 50 MB of .csv, or 40 MB of .xlsx.
    file_bytes: int = 96 * MEGABYTE
    entries: int = 2_000
    entry_bytes: int = 320 * MEGABYTE
    unpacked_bytes: int = 400 * MEGABYTE
    # Worksheets alone, together: with texts within the sheet a million rows of sales unpack to 341 MB, and to more with
    # an IMEI each; no more than a piece of that is held.
    sheet_bytes: int = 640 * MEGABYTE
    # A larger sheet is read row by row, which takes nine times as long and hardly any memory.
    streamed_bytes: int = 128 * MEGABYTE
    # Real sheets pack up to about 1 : 40. Small entries may pack better, they cost nothing.
    ratio: int = 100
    ratio_from_bytes: int = 8 * MEGABYTE
    flawed_cells: int = 5_000
    rows: int = 1_048_576
    columns: int = 200
    header_rows: int = 10
    # Sheets in which a header is looked for.
    sheets: int = 20
    # A text longer than this is no cell's; all texts of a sheet together.
    cell_letters: int = 2_000
    spoken_bytes: int = 256 * MEGABYTE
    # The child that reads the sheet gets no more memory, and no more time of a processor, than this.
    child_bytes: int = 384 * MEGABYTE
    child_seconds: int = 300


LIMITS = Limits()
