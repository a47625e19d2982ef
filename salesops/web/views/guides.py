"""The guide of each role, to read and to print (handbook H13)."""

from typing import Any

from django.http import Http404
from django.views.generic import TemplateView

from salesops.accounts.choices import Role
from salesops.web.guides import guide_for
from salesops.web.views.pages import Page


class GuidePage(Page, TemplateView):
    template_name = "web/guides/guide_detail.html"
    clause = "H13"

    def get_context_data(self, **kwargs) -> dict[str, Any]:
        if self.kwargs["role"] not in Role.values:
            raise Http404
        guide = guide_for(self.kwargs["role"])
        return super().get_context_data(**kwargs) | {"guide": guide, "title": guide.title}
