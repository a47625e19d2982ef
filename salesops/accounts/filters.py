"""Filters of the list of users."""

import django_filters
from django.utils.translation import gettext_lazy as _

from salesops.accounts.choices import Role
from salesops.accounts.models import Center, User
from salesops.web.filters import ActorFilterSet, SearchFilter


class UserFilter(ActorFilterSet):
    q = SearchFilter(fields=("phone",), texts=("search_text",))
    role = django_filters.ChoiceFilter(choices=Role, label=_("role"))
    center = django_filters.ModelChoiceFilter(queryset=Center.objects.order_by("code"), label=_("center"))
    is_active = django_filters.ChoiceFilter(label=_("state"), choices=[("True", _("active")), ("False", _("inactive"))])

    class Meta:
        model = User
        fields = ["q", "role", "center", "is_active"]
