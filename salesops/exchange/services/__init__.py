from salesops.exchange.services.checking import check_import
from salesops.exchange.services.direct import run_file
from salesops.exchange.services.importing import commit_import, request_import
from salesops.exchange.services.recovery import stalled_imports
from salesops.exchange.services.uploads import FileRefused, discard_import, start_import

__all__ = [
    "FileRefused",
    "check_import",
    "commit_import",
    "discard_import",
    "request_import",
    "run_file",
    "stalled_imports",
    "start_import",
]
