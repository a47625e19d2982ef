"""The inbox: what is new, opened one by one or read all at once (handbook H12.7)."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from salesops.notices.selectors.inbox import inbox_of, unread_count
from salesops.notices.services import mark_read
from salesops.web.views import Page


class NoticeList(Page, TemplateView):
    template_name = "notices/notice_list.html"
    title = _("Notices")
    clause = "H12.7"

    def get_context_data(self, **kwargs):
        page = Paginator(inbox_of(self.request.actor), 30).get_page(self.request.GET.get("page"))
        return super().get_context_data(**kwargs) | {
            "page": page,
            "unread_count": unread_count(self.request.actor),
        }


@login_required
@require_POST
def notice_open(request, pk):
    """Mark a notice as read and go where it points."""
    notice = get_object_or_404(inbox_of(request.actor), pk=pk)
    mark_read(request.user.pk, notice_id=notice.pk, at=timezone.now())
    return redirect(notice.url or "notices:notice_list")


@login_required
@require_POST
def notice_read_all(request):
    mark_read(request.user.pk, at=timezone.now())
    return redirect("notices:notice_list")
