import pytest

from salesops.web.translations import (
    Finding,
    catalogue_path,
    compile_catalogues,
    english_for,
    findings,
    read_word_lists,
    update_catalogue,
)

PAGE = """{% load i18n %}
<div>
  <p>{% translate "Stores" %} {% translate "100% sure" %}</p>
    {% blocktranslate trimmed with name=store.name %}
      Visit to {{ name }}
    {% endblocktranslate %}
  {% blocktranslate count n=plans|length %}{{ n }} plan{% plural %}{{ n }} plans{% endblocktranslate %}
</div>
"""
CODE = """from django.utils.translation import gettext as _
from django.utils.translation import pgettext
REASON = _("Please give a reason.")
STORE, REPORT = _("Closed"), pgettext("market report", "Closed")
"""
WORDS = {
    "Stores": "门店",
    "100% sure": "100% 确定",
    "Visit to %(name)s": "拜访 %(name)s",
    "%(n)s plan": "%(n)s 个方案",
    "Please give a reason.": "请说明原因。",
    "Closed": "已关店",
    "market report|Closed": "已关闭",
}


@pytest.fixture
def root(tmp_path):
    """A small tree with one page and one module that ask for texts."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(PAGE)
    (tmp_path / "stores").mkdir()
    (tmp_path / "stores" / "words.py").write_text(CODE)
    return tmp_path


def test_every_text_of_pages_and_code_is_asked_for(root):
    assert findings(root) == [
        Finding("Closed", "missing", "stores/words.py"),
        Finding("Closed", "missing", "stores/words.py"),
        Finding("Please give a reason.", "missing", "stores/words.py"),
        Finding("%(n)s plan", "missing", "templates/page.html"),
        Finding("100%% sure", "missing", "templates/page.html"),
        Finding("Stores", "missing", "templates/page.html"),
        Finding("Visit to %(name)s", "missing", "templates/page.html"),
    ]


def test_word_lists_fill_the_catalogue(root):
    update_catalogue(root, WORDS)

    assert findings(root) == []


def test_same_english_has_its_own_chinese_in_a_context(root):
    catalog = update_catalogue(root, WORDS)

    assert catalog.get("Closed").string == "已关店"
    assert catalog.get("Closed", "market report").string == "已关闭"


@pytest.mark.parametrize(
    ("msgstr", "fault"),
    [("拜访 %(nom)s", "placeholders differ: %(name)s, %(nom)s"), ("拜访", "placeholders differ: %(name)s")],
)
def test_placeholder_that_the_code_does_not_fill_is_found(root, msgstr, fault):
    update_catalogue(root, {**WORDS, "Visit to %(name)s": msgstr})

    assert findings(root) == [Finding("Visit to %(name)s", fault, "templates/page.html")]


def test_fuzzy_text_is_found(root):
    update_catalogue(root, WORDS)
    path = catalogue_path(root)
    path.write_text(path.read_text().replace('msgid "Stores"', '#, fuzzy\nmsgid "Stores"'))

    assert findings(root) == [Finding("Stores", "fuzzy", "templates/page.html")]


def test_second_update_changes_nothing(root):
    update_catalogue(root, WORDS)
    before = catalogue_path(root).read_text()

    update_catalogue(root, {})

    assert catalogue_path(root).read_text() == before


def test_text_that_nobody_asks_for_any_more_goes(root):
    update_catalogue(root, WORDS)
    (root / "stores" / "words.py").unlink()

    update_catalogue(root, {})

    assert "Please give a reason." not in catalogue_path(root).read_text()


def test_word_list_keeps_line_breaks(tmp_path):
    (tmp_path / "web.tsv").write_text("One\\nTwo\t一\\n二\nno tab here\nempty\t\n")

    assert read_word_lists(tmp_path) == {"One\nTwo": "一\n二"}


def test_compiled_catalogue_is_written_beside_its_source(root):
    update_catalogue(root, WORDS)

    assert compile_catalogues(root)[0] == catalogue_path(root).with_suffix(".mo")
    assert catalogue_path(root).with_suffix(".mo").stat().st_size > 100


@pytest.mark.parametrize(
    ("code", "screen"),
    [
        ("Rep", "Promotion manager"),
        ("The reps' days", "The promotion managers' days"),
        ("its rep took over", "its promotion manager took over"),
        ("%(rep)s proposes {rep} a report", "%(rep)s proposes {rep} a report"),
    ],
)
def test_english_screens_call_a_rep_a_promotion_manager(code, screen):
    assert english_for(code) == screen
