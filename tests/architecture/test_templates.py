"""What no template may contain, and how long it may be (style 7.12, 7.17)."""

import re

import pytest
from django.conf import settings

TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
LONGEST = 120
INLINE = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>|<style\b|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)
TRANSLATES = re.compile(r"{%\s*(?:translate|blocktranslate)\b")
LOADS_I18N = re.compile(r"{%\s*load\b[^%]*\bi18n\b")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
INCLUDED_ALONE = re.compile(r'{%\s*include "([^"]+)"([^%]*)\bonly\s*%}')
BILINGUAL = {"500.html", "language_switch.html"}


def names_of_those(breaks) -> list[str]:
    """Name the templates whose path or text breaks a rule."""
    return [
        str(path.relative_to(settings.BASE_DIR / "templates"))
        for path in TEMPLATES
        if breaks(path, path.read_text(encoding="utf-8"))
    ]


def test_no_template_has_an_inline_script_or_style():
    assert names_of_those(lambda _path, text: INLINE.search(text)) == []


def test_every_template_is_short():
    assert names_of_those(lambda _path, text: len(text.splitlines()) > LONGEST) == []


def test_every_template_that_translates_loads_i18n():
    assert names_of_those(lambda _path, text: TRANSLATES.search(text) and not LOADS_I18N.search(text)) == []


def test_every_template_speaks_through_translations():
    assert names_of_those(lambda path, text: path.name not in BILINGUAL and CHINESE.search(text)) == []


def test_what_is_included_alone_is_given_the_token_of_its_form():
    """A part that gets `only` what is named has no token otherwise, and whoever presses its button is refused."""
    root = settings.BASE_DIR / "templates"

    def lacks_token(_path, text):
        parts = [(root / name, named) for name, named in INCLUDED_ALONE.findall(text)]
        return any(
            "csrf_token=" not in named and "{% csrf_token %}" in part.read_text("utf-8") for part, named in parts
        )

    assert names_of_those(lacks_token) == []


@pytest.mark.parametrize("text", ['<p style="x">', "<a onclick=x>", "<script>x</script>", "<style>"])
def test_the_rule_sees_inline_code(text):
    assert INLINE.search(text)
