"""A form of a store with its map."""

from django.contrib import messages

from stores.selectors.positions import map_around


class WithMap:
    """Adds the map where the form has a position, and tells what became of the position that was typed."""

    template_name = "stores/stores/store_form.html"

    def perform(self, form):
        made = super().perform(form)
        for note in form.position_notes:
            messages.info(self.request, note)
        return made

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        store, actor = context.get("object"), self.request.actor
        center_id = store.center_id if store else actor.center_id
        has_map = "lon" in context["form"].fields
        return context | {"map_data": map_around(actor, store, center_id) if has_map else None}
