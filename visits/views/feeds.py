"""The subscribed calendar: its page, and the address that calendar programs ask (handbook H4.4)."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import TemplateView

from salesops.accounts.actor import actor_for
from salesops.accounts.choices import Role
from salesops.web.openapi import described
from salesops.web.views import Page
from visits.calendar_file import calendar_file
from visits.selectors.feeds import feed_of, feed_visits, rep_of_token
from visits.services.feeds import close_feed, open_feed
from visits.views.sent_schemas import SUBSCRIBED_CALENDAR

BACK, AHEAD = timedelta(days=14), timedelta(days=42)


class FeedPage(Page, TemplateView):
    """Whether there is a subscription, and the ways to make and end it."""

    template_name = "visits/calendar/feed.html"
    roles = frozenset({Role.REP})
    clause = "H4.4"

    def get_title(self) -> str:
        return _("Calendar subscription")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"feed": feed_of(self.request.actor)}


@login_required
@require_POST
def feed_open(request):
    """Make the address and show it, once."""
    token = open_feed(request.user, actor=request.actor, at=timezone.now())
    address = request.build_absolute_uri(reverse("visits:feed", args=[token]))
    context = {
        "title": _("Calendar subscription"),
        "clause": "H4.4",
        "address": address,
        "feed": feed_of(request.actor),
    }
    return render(request, "visits/calendar/feed.html", context)


@login_required
@require_POST
def feed_close(request):
    close_feed(request.user, actor=request.actor, at=timezone.now())
    messages.success(request, _("The address gives nothing any more."))
    return redirect("visits:feed_page")


@require_safe
@cache_control(private=True, max_age=900)
@described(SUBSCRIBED_CALENDAR)
def feed(request, token):
    """The visits around today of whom the token belongs to, without any login. Four queries."""
    rep = rep_of_token(token)
    if rep is None:
        raise Http404
    today = timezone.localdate()
    with translation.override(rep.language or None):
        visits = feed_visits(actor_for(rep, today), today - BACK, today + AHEAD)
        file = calendar_file(visits, name=_("Visits of %(rep)s") % {"rep": rep}, at=timezone.now())
    return HttpResponse(file, content_type="text/calendar; charset=utf-8")
