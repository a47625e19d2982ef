"""Gives each request its actor, made afresh so that changed rights hold at once."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from salesops.accounts.actor import actor_for


class ActorMiddleware:
    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = None
        if request.user.is_authenticated:
            request.actor = actor_for(request.user, timezone.localdate())
        return self.get_response(request)
