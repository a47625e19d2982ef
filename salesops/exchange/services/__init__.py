from salesops.exchange.services.checking import check_import
from salesops.exchange.services.direct import run_file
from salesops.exchange.services.export_upkeep import exports_to_resume, tidy_exports
from salesops.exchange.services.exporting import discard_export, order_export, write_export
from salesops.exchange.services.importing import commit_import, request_import, stop_import
from salesops.exchange.services.recovery import is_silent, stalled_imports
from salesops.exchange.services.undoing import (
    CannotBeUndone,
    RowsInTheWay,
    look_at_undo,
    request_undo,
    undo_import,
)
from salesops.exchange.services.uploads import FileRefused, discard_import, start_import

__all__ = [
    "CannotBeUndone",
    "FileRefused",
    "RowsInTheWay",
    "check_import",
    "commit_import",
    "discard_export",
    "discard_import",
    "exports_to_resume",
    "is_silent",
    "look_at_undo",
    "order_export",
    "request_import",
    "request_undo",
    "run_file",
    "stalled_imports",
    "start_import",
    "stop_import",
    "tidy_exports",
    "undo_import",
    "write_export",
]
