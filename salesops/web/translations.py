"""The interface's texts: which the code asks for, and what the catalogue says in Chinese."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOMS = ("salesops", "stores", "visits", "promotions", "dealers", "reports")
CALLS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# The word, and not a placeholder or a piece of code of the same name.
REP = re.compile(r"(?<!%\()(?<!\{)\b([Rr])ep(s?)\b")
PLACEHOLDER = re.compile(r"%\([a-z_]\w*\)[sdif]|%[sdi]|\{[a-z_]\w*\}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Finding:
    """One text that a Chinese reader would stumble over, and why."""

    msgid: str
    fault: str
    where: str


def sources(root: Path) -> Iterator[tuple[Path, bytes]]:
    """Yield every file that may ask for a text, templates as the Python they amount to."""
    for room in ROOMS:
        for path in sorted((root / room).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path, path.read_bytes()
    for path in sorted((root / "templates").rglob("*.*")):
        if path.suffix in {".html", ".txt"}:
            code = templatize(path.read_text(encoding="utf-8"), origin=str(path))
            # What is left of a template's own indentation would not parse.
            yield path, "\n".join(line.strip() for line in code.splitlines()).encode()


def empty_catalogue() -> Catalog:
    return Catalog(
        locale="zh_Hans",
        header_comment="# The interface in Chinese; see manage.py update_translations.",
        project="salesops",
        version="1",
        msgid_bugs_address="maintainers",
        last_translator="maintainers",
        language_team="maintainers",
        fuzzy=False,
    )


def asked_for(root: Path) -> Catalog:
    """Collect the texts of code and templates; a place is a file, so that moving lines changes nothing."""
    catalog = empty_catalogue()
    for path, code in sources(root):
        place = (str(path.relative_to(root)), None)
        for _line, text, _comments, context in extract("python", BytesIO(code), keywords=CALLS):
            catalog.add(text, locations=[place], context=context)
    return catalog


def catalogue_path(root: Path) -> Path:
    return root / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"


def read_catalogue(root: Path) -> Catalog:
    path = catalogue_path(root)
    if not path.exists():
        return empty_catalogue()
    with path.open("rb") as file:
        return read_po(file, locale="zh_Hans", abort_invalid=True)


def singular(message: Message) -> str:
    return message.id[0] if message.pluralizable else message.id


def chinese(message: Message | None) -> str:
    """Chinese has one form, so a plural's first is its only one."""
    if message is None:
        return ""
    return message.string[0] if isinstance(message.string, (tuple, list)) else message.string or ""


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text.replace("%%", "")))


def fault_of(wanted: Message, known: Message | None) -> str:
    """Name what is wrong with a text's Chinese, or nothing."""
    if not chinese(known):
        return "missing"
    if known.fuzzy:
        return "fuzzy"
    texts = wanted.id if wanted.pluralizable else [wanted.id]
    allowed = set().union(*(placeholders(text) for text in texts))
    found = placeholders(chinese(known))
    if found - allowed or (not wanted.pluralizable and allowed - found):
        return f"placeholders differ: {', '.join(sorted(found ^ allowed))}"
    return ""


def findings(root: Path) -> list[Finding]:
    """List every text without a sound Chinese counterpart, by its first place."""
    known = read_catalogue(root)
    found = []
    for message in asked_for(root):
        if message.id and (fault := fault_of(message, known.get(message.id, message.context))):
            where = message.locations[0][0]
            found.append(Finding(singular(message), fault, where))
    return sorted(found, key=lambda finding: (finding.where, finding.msgid))


def read_word_lists(folder: Path) -> dict[str, str]:
    """Read `msgid<TAB>msgstr` or `context|msgid<TAB>msgstr` lines; a line break in a text is written as backslash n."""
    words = {}
    for path in sorted(folder.glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            msgid, tab, msgstr = line.partition("\t")
            if tab and msgid.strip() and msgstr.strip():
                words[msgid.replace("\\n", "\n")] = msgstr.replace("\\n", "\n")
    return words


def word_for(message: Message, words: dict[str, str]) -> str:
    """Find a text's Chinese; templates double their percent signs, people who translate do not."""
    msgid = f"{message.context}|{singular(message)}" if message.context else singular(message)
    if msgid in words:
        return words[msgid]
    return words.get(msgid.replace("%%", "%"), "").replace("%", "%%") if "%%" in msgid else ""


def update_catalogue(root: Path, words: dict[str, str]) -> Catalog:
    """Bring the catalogue to what the code asks for and fill in the given words; texts no longer asked for go."""
    catalog = read_catalogue(root)
    created_at = catalog.creation_date
    catalog.update(asked_for(root), no_fuzzy_matching=True)
    catalog.creation_date = catalog.revision_date = created_at
    for message in catalog:
        if message.id and (word := word_for(message, words)):
            message.string = (word,) if message.pluralizable else word
            message.flags.discard("fuzzy")
    path = catalogue_path(root)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, width=110, sort_output=True, ignore_obsolete=True, include_lineno=False)
    return catalog


def english_for(text: str) -> str:
    """What a reader of English reads: code calls a promotion manager a rep, screens do not."""
    return REP.sub(lambda found: ("Promotion" if found[1] == "R" else "promotion") + f" manager{found[2]}", text)


def english_catalogue(asked: Catalog) -> Catalog:
    """The texts that read otherwise on English screens than in the code."""
    catalog = Catalog(locale="en")
    for message in asked:
        texts = message.id if message.pluralizable else (message.id,)
        words = tuple(english_for(text) for text in texts)
        if message.id and words != tuple(texts):
            catalog.add(message.id, words if message.pluralizable else words[0], context=message.context)
    return catalog


def compile_catalogues(root: Path) -> list[Path]:
    """Write the binary form that Django reads beside each catalogue, and that of the English screens."""
    compiled = []
    for path in sorted((root / "locale").rglob("*.po")):
        with path.open("rb") as file:
            catalog = read_po(file)
        binary = path.with_suffix(".mo")
        with binary.open("wb") as file:
            write_mo(file, catalog)
        compiled.append(binary)
    english = root / "locale" / "en" / "LC_MESSAGES" / "django.mo"
    english.parent.mkdir(parents=True, exist_ok=True)
    with english.open("wb") as file:
        write_mo(file, english_catalogue(read_catalogue(root)))
    return [*compiled, english]
