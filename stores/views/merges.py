"""Pages of merges: the list, what one did, its undoing (handbook H2.2)."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from salesops.accounts.choices import Role
from salesops.web.views import ScopedDetail, ScopedList, ScopedUpdate
from stores import rules
from stores.archives import archive_of
from stores.forms.merges import UndoForm
from stores.models import MergeRecord
from stores.selectors.merges import what_moved
from stores.services.merging import undo_merge
from stores.tables import MergeTable

KEEPERS = frozenset({Role.MANAGER, Role.ADMIN})


class MergeList(ScopedList):
    roles = KEEPERS
    model = MergeRecord
    table_class = MergeTable
    title = _("Merges")
    clause = "H2.2"

    def narrow(self, rows):
        return rows.select_related("center", "merged_by").order_by("-merged_at", "-pk")

    def get_table_kwargs(self):
        return {"exclude": () if self.request.actor.sees_all else ("center",)}


class MergeDetail(ScopedDetail):
    model = MergeRecord
    template_name = "stores/twins/merge_detail.html"
    clause = "H2.2"

    def allowed_on(self, actor, obj) -> bool:
        return rules.may_merge(actor, obj)

    def narrow(self, rows):
        return rows.select_related("center", "merged_by", "undone_by")

    def get_context_data(self, **kwargs):
        record, actor = self.object, self.request.actor
        rows = archive_of(record.kind).model.objects.visible_to(actor).in_bulk([record.gone_id, record.kept_id])
        return super().get_context_data(**kwargs) | {
            "gone": rows.get(record.gone_id),
            "kept": rows.get(record.kept_id),
            "moving": what_moved(record, actor),
            "may_undo": record.undone_at is None,
        }


class MergeUndo(ScopedUpdate):
    model = MergeRecord
    form_class = UndoForm
    title = _("Undo the merge")
    submit_label = _("Undo the merge")
    done_message = _("Undone: every row is back where it was.")
    clause = "H2.2"

    def allowed_on(self, actor, obj) -> bool:
        return rules.may_merge(actor, obj)

    @property
    def cancel_url(self) -> str:
        return self.object.get_absolute_url()

    def act(self, cleaned):
        return undo_merge(self.object, actor=self.request.actor, at=timezone.now(), reason=cleaned["reason"])
