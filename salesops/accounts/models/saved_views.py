"""How a person likes its lists (handbook H0): views by name, and the columns of each list."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SavedView(models.Model):
    """Filters, sort and columns of one list under a name, as the query of its address; nobody else's concern.

    The one without a name holds the columns that the person chose for the list.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    list_name = models.CharField(max_length=60)
    name = models.CharField(_("name"), max_length=40, blank=True)
    query = models.CharField(max_length=1000, blank=True)
    is_default = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="accounts_savedview_one_name", fields=["user", "list_name", "name"]),
            models.UniqueConstraint(
                name="accounts_savedview_one_default", fields=["user", "list_name"], condition=Q(is_default=True)
            ),
            models.CheckConstraint(
                name="accounts_savedview_default_has_name", condition=Q(is_default=False) | ~Q(name="")
            ),
        ]

    def __str__(self) -> str:
        return self.name
