"""The users' guides of `docs/guides`, one for each role and language, as pages to read and print (handbook H13)."""

from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from markdown_it import MarkdownIt

_FOLDER = settings.BASE_DIR / "docs" / "guides"


@dataclass(frozen=True, slots=True)
class Guide:
    """A guide's title, and what stands under it as HTML."""

    title: str
    body: SafeString


def guide_for(role: str) -> Guide:
    """The guide of a role in the reader's language."""
    return _read(role, "en" if (get_language() or "").startswith("en") else "zh")


@cache
def _read(role: str, language: str) -> Guide:
    """The text is the project's own, and HTML in it comes out as text."""
    head, _, text = (_FOLDER / f"{role}.{language}.md").read_text(encoding="utf-8").partition("\n")
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    return Guide(head.removeprefix("# ").strip(), SafeString(markdown.render(text)))
