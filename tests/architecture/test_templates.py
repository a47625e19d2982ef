"""What no template may contain, and how long it may be (style 7.12, 7.17)."""

import re
from pathlib import Path

import pytest
from django.conf import settings

TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
LONGEST = 120
INLINE = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>|<style\b|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)
TRANSLATES = re.compile(r"{%\s*(?:translate|blocktranslate)\b")
LOADS_I18N = re.compile(r"{%\s*load\b[^%]*\bi18n\b")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
BILINGUAL = {"500.html", "language_switch.html"}


def name_of(path: Path) -> str:
    return str(path.relative_to(settings.BASE_DIR / "templates"))


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_template_has_no_inline_script_or_style(path):
    assert INLINE.findall(path.read_text()) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_template_is_short(path):
    assert len(path.read_text().splitlines()) <= LONGEST


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_template_that_translates_loads_i18n(path):
    text = path.read_text()

    assert LOADS_I18N.search(text) or not TRANSLATES.search(text)


@pytest.mark.parametrize("path", [path for path in TEMPLATES if path.name not in BILINGUAL], ids=name_of)
def test_template_speaks_through_translations(path):
    assert CHINESE.findall(path.read_text()) == []


@pytest.mark.parametrize("text", ['<p style="x">', "<a onclick=x>", "<script>x</script>", "<style>"])
def test_the_rule_sees_inline_code(text):
    assert INLINE.search(text)
