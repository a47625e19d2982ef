"""Pages of the image standard and its versions (handbook H5.5)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from salesops.accounts.choices import Role
from salesops.errors import DomainError
from salesops.web.views import ScopedCreate, ScopedDetail, ScopedList, ScopedUpdate, door
from salesops.workflow.selectors.history import history_of
from visits import rules
from visits.forms.image import ItemForm, StandardForm
from visits.models import ImageItem, ImageStandard
from visits.selectors.image import standard_on
from visits.selectors.minutes import price_of
from visits.services.image import draft_standard, edit_draft, publish_standard, remove_item, save_item
from visits.tables import ImageStandardTable
from visits.views.gallery import as_picture

EDITORS = frozenset({Role.MARKETING, Role.ADMIN})


class ImageList(ScopedList):
    model = ImageStandard
    table_class = ImageStandardTable
    template_name = "visits/image/image_list.html"
    title = gettext_lazy("Image standard")
    clause = "H5.5"

    def narrow(self, rows):
        return rows.order_by("-version")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"may_edit": rules.edits_image_standard(self.request.actor)}


class ImageDetail(ScopedDetail):
    model = ImageStandard
    template_name = "visits/image/image_detail.html"
    clause = "H5.5"

    def get_context_data(self, **kwargs):
        standard, may_edit = self.object, rules.edits_image_standard(self.request.actor)
        items = list(standard.items.order_by("position"))
        return super().get_context_data(**kwargs) | {
            "standard": standard,
            "items": items,
            "weight": sum(item.weight for item in items),
            "holds": standard_on(timezone.localdate()) == standard,
            "may_edit": may_edit and not standard.is_published,
            "may_copy": may_edit,
            "price": price_of(standard, timezone.localdate()) if may_edit and not standard.is_published else None,
            "events": history_of(standard)[:30],
        }


class ImageDraft(ScopedCreate):
    """The next version, drawn from the newest one."""

    roles = EDITORS
    form_class = StandardForm
    title = gettext_lazy("New version of the image standard")
    clause = "H5.5"
    cancel_url = reverse_lazy("visits:image_list")

    @property
    def source(self):
        return ImageStandard.objects.order_by("-version").first()

    def get_initial(self):
        source = self.source
        return {"name": source.name if source else "", "valid_from": timezone.localdate()}

    def act(self, cleaned):
        return draft_standard(self.source, **cleaned, actor=self.request.actor, at=timezone.now())

    def get_done_url(self, made):
        return str(reverse_lazy("visits:image_detail", args=[made.pk]))


class _OfDraft(ScopedUpdate):
    """A form about a version, or one of its items; back to the version."""

    roles = EDITORS
    clause = "H5.5"

    def get_done_url(self, made):
        return str(reverse_lazy("visits:image_detail", args=[getattr(made, "standard_id", made.pk)]))


class ImageEdit(_OfDraft):
    model = ImageStandard
    form_class = StandardForm

    def get_initial(self):
        standard = self.object
        return {"name": standard.name, "valid_from": standard.valid_from, "mend_percent": standard.mend_percent}

    def act(self, cleaned):
        return edit_draft(self.object, **cleaned, actor=self.request.actor, at=timezone.now())


class ImageItemAdd(ScopedCreate):
    roles = EDITORS
    form_class = ItemForm
    title = gettext_lazy("New item")
    clause = "H5.5"

    @property
    def standard(self):
        return get_object_or_404(ImageStandard, pk=self.kwargs["pk"])

    def act(self, cleaned):
        return _save(self.request, self.standard, None, cleaned)

    def get_done_url(self, made):
        return str(reverse_lazy("visits:image_detail", args=[made.standard_id]))

    def get_context_data(self, **kwargs):
        address = reverse_lazy("visits:image_detail", args=[self.standard.pk])
        return super().get_context_data(**kwargs) | {"cancel_url": address}


class ImageItemEdit(_OfDraft):
    model = ImageItem
    form_class = ItemForm

    def narrow(self, rows):
        return rows.select_related("standard")

    def act(self, cleaned):
        return _save(self.request, self.object.standard, self.object, cleaned)


def _save(request, standard, item, cleaned):
    """The file is no column of the item: it is made anew first."""
    values = dict(cleaned)
    example = values.pop("example_file")
    return save_item(standard, item, values, actor=request.actor, at=timezone.now(), example=example)


@login_required
@require_safe
@cache_control(private=True, max_age=86400)
def image_example(request, pk):
    """How an item should look; the standard is everybody's."""
    item = get_object_or_404(ImageItem, pk=pk)
    if not item.example:
        raise Http404
    return as_picture(item.example, "example")


@login_required
@require_POST
def image_item_remove(request, pk):
    door(request, rules.edits_image_standard, None)
    item = get_object_or_404(ImageItem.objects.select_related("standard"), pk=pk)
    try:
        remove_item(item, actor=request.actor, at=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("visits:image_detail", pk=item.standard_id)


@login_required
@require_POST
def image_publish(request, pk):
    door(request, rules.edits_image_standard, None)
    standard = get_object_or_404(ImageStandard, pk=pk)
    try:
        publish_standard(standard, actor=request.actor, at=timezone.now())
        messages.success(request, _("Published."))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("visits:image_detail", pk=pk)
