"""The bases of all pages, and the pages that belong to no room."""

from salesops.web.views.doors import door, login_first
from salesops.web.views.forms import ActingForm, BackToPage, Decision, ScopedCreate, ScopedUpdate
from salesops.web.views.pages import Page, ScopedDetail, ScopedList

__all__ = [
    "ActingForm",
    "BackToPage",
    "Decision",
    "Page",
    "ScopedCreate",
    "ScopedDetail",
    "ScopedList",
    "ScopedUpdate",
    "door",
    "login_first",
]
