"""What can be wrong with a file or a cell, as a code with its values.

Codes, not sentences: the reader's language is known only when a page is shown. `sentences.py` has
the words.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

Param = str | int


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to tell: a refusal or a note, and at which column if at one."""

    code: str
    params: Mapping[str, Param] = field(default_factory=dict)
    column: str = ""


class CellError(Exception):
    """A cell that cannot be read as what its column asks for."""

    def __init__(self, code: str, **params: Param) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


class UnreadableFile(Exception):
    """A file from which nothing is taken."""

    def __init__(self, code: str, **params: Param) -> None:
        super().__init__(code)
        self.code = code
        self.params = params
