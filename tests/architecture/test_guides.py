"""The users' guides name what is on the screen, in both languages, and fit on two pages (handbook H13)."""

import re

import pytest
from django.conf import settings

from salesops.web.translations import chinese, english_for, read_catalogue

GUIDES = settings.BASE_DIR / "docs" / "guides"
ROLES = ("rep", "manager", "admin", "marketing", "hq")
LONGEST = 72
QUOTED = {"zh": re.compile(r"「([^」]+)」"), "en": re.compile(r"\*\*([^*]+)\*\*")}


def texts_of(language: str) -> set[str]:
    """All that the interface can say."""
    messages = [message for message in read_catalogue(settings.BASE_DIR) if message.id]
    if language == "zh":
        return {chinese(message) for message in messages}
    ids = [message.id if message.pluralizable else (message.id,) for message in messages]
    return {english_for(text) for both in ids for text in both}


def guide(role: str, language: str) -> str:
    return (GUIDES / f"{role}.{language}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_label_that_a_guide_names_is_on_a_screen(language):
    texts = texts_of(language)
    named = {(role, label) for role in ROLES for label in QUOTED[language].findall(guide(role, language))}

    assert len(named) > 100
    assert sorted((role, label) for role, label in named if label not in texts) == []


@pytest.mark.parametrize("role", ROLES)
def test_both_languages_of_a_guide_have_the_same_parts_and_are_short(role):
    lines = {language: guide(role, language).splitlines() for language in ("zh", "en")}

    assert all(len(both) <= LONGEST for both in lines.values())
    shape = {language: [line[:3] for line in both if line.startswith(("#", "|"))] for language, both in lines.items()}
    assert [part[:2] for part in shape["zh"]].count("##") == [part[:2] for part in shape["en"]].count("##")
    assert len(shape["zh"]) == len(shape["en"])


def test_the_readme_leads_to_every_guide():
    readme = (settings.BASE_DIR / "README.md").read_text(encoding="utf-8")
    pages = [*GUIDES.glob("*.md"), settings.BASE_DIR / "docs" / "adding-a-room.md"]

    assert [page.name for page in pages if str(page.relative_to(settings.BASE_DIR)) not in readme] == []
