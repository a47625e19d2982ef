"""Saying what clashes before anything is saved (handbook H6.2)."""

from abc import ABC, abstractmethod

from django.http import HttpResponse

CLASHES_SEEN = "clashes_seen"


class SaysClashes(ABC):
    """A form that first shows what clashes; sent again, it is saved all the same."""

    @abstractmethod
    def clashes_in(self, form) -> list:
        """Say what the form would clash with."""

    def form_valid(self, form) -> HttpResponse:
        if CLASHES_SEEN not in self.request.POST and (clashes := self.clashes_in(form)):
            return self.render_to_response(self.get_context_data(form=form, clashes=clashes))
        return super().form_valid(form)
