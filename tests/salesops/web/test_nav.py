"""The menu: by role, by group, with one active entry."""

import pytest

from salesops.accounts.choices import Role
from salesops.web import nav
from salesops.web.nav import NavEntry, NavGroup


@pytest.fixture
def menu(monkeypatch):
    monkeypatch.setattr(nav, "_entries", {})
    nav.register(
        NavEntry("Users", "accounts:user_list", "people", {Role.ADMIN}, NavGroup.ADMIN, 10),
        NavEntry("New user", "accounts:user_create", "plus", {Role.ADMIN}, NavGroup.ADMIN, 5),
        NavEntry("Me", "web:me", "person", is_bottom=True, order=20),
        NavEntry("Handbook", "web:clause_list", "book", is_bottom=True, order=10, group=NavGroup.REPORTS),
    )


def labels(links) -> list[str]:
    return [link.entry.label for link in links]


def test_entries_by_group_and_order(menu):
    assert labels(nav.links_for(Role.ADMIN, "/")) == ["Me", "Handbook", "New user", "Users"]


def test_a_role_sees_only_its_entries(menu):
    assert labels(nav.links_for(Role.REP, "/")) == ["Me", "Handbook"]


def test_the_nearest_address_is_active(menu):
    links = nav.links_for(Role.ADMIN, "/accounts/users/new/")

    assert labels(link for link in links if link.is_active) == ["New user"]


def test_no_entry_is_active_on_a_page_outside_the_menu(menu):
    assert not any(link.is_active for link in nav.links_for(Role.REP, "/elsewhere/"))


def test_sections_leave_out_empty_groups(menu):
    sections = nav.sections(nav.links_for(Role.REP, "/"))

    assert [labels(section.links) for section in sections] == [["Me"], ["Handbook"]]


def test_the_bottom_bar_has_its_own_order(menu):
    assert labels(nav.bottom(nav.links_for(Role.REP, "/"))) == ["Handbook", "Me"]


def test_the_same_address_again_replaces_the_entry(menu):
    nav.register(NavEntry("Myself", "web:me", "person"))

    assert labels(nav.links_for(Role.REP, "/")) == ["Myself", "Handbook"]
