"""A person keeps views of its lists; they change nothing but what it is shown itself."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.db import transaction
from django.utils.translation import gettext as _

from salesops.accounts.actor import Actor
from salesops.accounts.models import SavedView
from salesops.errors import DomainError

MOST_VIEWS = 20


class CannotKeep(DomainError):
    """The view has no name, its name is taken, or there are too many."""


@transaction.atomic
def save_view(list_name: str, name: str, query: str, *, actor: Actor) -> SavedView:
    """Keep what a list shows now; the same name again takes the place of the former."""
    views = SavedView.objects.select_for_update().filter(user_id=actor.user_id, list_name=list_name)
    _need_name(name)
    if views.exclude(name__in=("", name)).count() >= MOST_VIEWS:
        raise CannotKeep(_("A list keeps %(most)s views; delete one first.") % {"most": MOST_VIEWS})
    if len(query) > SavedView._meta.get_field("query").max_length:
        raise CannotKeep(_("These filters are too long to be kept."))
    key = {"user_id": actor.user_id, "list_name": list_name, "name": name}
    return SavedView.objects.update_or_create(**key, defaults={"query": query})[0]


@transaction.atomic
def rename_view(view: SavedView, name: str, *, actor: Actor) -> SavedView:
    _need_name(name)
    others = SavedView.objects.filter(user_id=actor.user_id, list_name=view.list_name).exclude(pk=view.pk)
    if others.filter(name=name).exists():
        raise CannotKeep(_("Another view has this name."))
    view.name = name
    view.save(update_fields=["name"])
    return view


@transaction.atomic
def turn_default(view: SavedView, *, actor: Actor) -> SavedView:
    """Open the list with this view, or no longer."""
    views = SavedView.objects.select_for_update().filter(user_id=actor.user_id, list_name=view.list_name)
    list(views)
    views.exclude(pk=view.pk).update(is_default=False)
    view.is_default = not view.is_default
    view.save(update_fields=["is_default"])
    return view


def choose_columns(list_name: str, columns: Sequence[str], *, actor: Actor) -> None:
    """Show these columns from now on; none at all brings back the list's own."""
    own = {"user_id": actor.user_id, "list_name": list_name, "name": ""}
    if columns:
        SavedView.objects.update_or_create(**own, defaults={"query": urlencode({"columns": ",".join(columns)})})
    else:
        SavedView.objects.filter(**own).delete()


def _need_name(name: str) -> None:
    if not name:
        raise CannotKeep(_("Give the view a name."))
