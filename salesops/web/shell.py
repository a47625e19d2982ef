"""What stands around every page: menu, bottom bar, bell, languages."""

from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from salesops.web import bell, nav
from salesops.web.companions import companions_of


class Shell:
    """The frame of one page for one person; parts that a page does not show cost nothing."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.actor = getattr(request, "actor", None)

    @cached_property
    def links(self) -> list[nav.NavLink]:
        return nav.links_for(self.actor.role, self.request.path) if self.actor else []

    @cached_property
    def sections(self) -> list[nav.NavSection]:
        return nav.sections(self.links)

    @cached_property
    def bottom(self) -> list[nav.NavLink]:
        """Only reps work with the bar at the thumb; a bar of one place is none."""
        links = nav.bottom(self.links) if self.actor and self.actor.is_rep else []
        return links if len(links) > 1 else []

    @cached_property
    def more(self) -> list[nav.NavSection]:
        """The menu without what the bar has."""
        shown = {link.url for link in self.bottom}
        return nav.sections(link for link in self.links if link.url not in shown)

    @cached_property
    def companions(self) -> list[str]:
        """Templates that a room adds to every page of the role."""
        return companions_of(self.actor.role) if self.actor else []

    @cached_property
    def bell_url(self) -> str:
        hung = bell.current()
        return reverse(hung.url_name) if hung else ""

    @cached_property
    def unread(self) -> int:
        """One query."""
        hung = bell.current()
        return hung.unread(self.actor) if hung and self.actor else 0

    @property
    def is_demo(self) -> bool:
        return settings.SALESOPS_DEMO
