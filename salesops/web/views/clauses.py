"""The handbook in short: what each page carries out."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from salesops.accounts.choices import Role
from salesops.web.clauses import all_clauses, chapter_of
from salesops.web.views.pages import Page


class ClauseList(Page, TemplateView):
    template_name = "web/clauses/clause_list.html"
    title = _("Handbook")

    def get_context_data(self, **kwargs) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"chapters": all_clauses(), "roles": Role.choices}


class ClausePage(Page, TemplateView):
    template_name = "web/clauses/clause_detail.html"

    def get_context_data(self, **kwargs) -> dict[str, Any]:
        chapter = chapter_of(self.kwargs["clause"])
        if chapter is None:
            raise Http404
        return super().get_context_data(**kwargs) | {
            "chapter": chapter,
            "title": f"{chapter.id} {chapter.title}",
        }
