"""Arranging the days of a route plan by drag, buttons and keys, in a real browser (H4.3)."""

import pytest
from django.urls import reverse

from tests.visits.routes.areas import drafted_plan, stores_of
from visits.models import RoutePlan, RouteStop

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def editor(live_server, page, client, cast):
    """The editor of a draft with three stores on Monday and Thursday of both weeks, for its rep at a desk."""
    plan = drafted_plan(cast.rep, stores=stores_of(cast.rep, 3))
    client.force_login(cast.rep)
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    page.complaints = []
    page.on("console", lambda said: page.complaints.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(live_server.url + reverse("visits:route_editor", args=[plan.pk]))
    page.plan = plan
    return page


def names_of(page, day):
    return page.locator(f"ol[data-day='{day}'] .editor-stop-name").all_inner_texts()


def reckoned(page, deed):
    """Do something and wait for the server's answer to it."""
    page.evaluate(
        "() => { window.answered = new Promise((done) => document.querySelector('[data-editor]')"
        ".addEventListener('reckoned', done, { once: true })) }"
    )
    deed()
    page.evaluate("() => window.answered.then(() => true)")


def test_a_drag_its_undo_and_its_keys_are_reckoned_at_once_and_saved_as_a_whole(editor):
    before = names_of(editor, 0)

    reckoned(editor, lambda: editor.drag_and_drop("ol[data-day='0'] li:first-child", "ol[data-day='2']"))
    dragged = names_of(editor, 0), names_of(editor, 2)
    broken = editor.locator("ol[data-day='3'] .route-break").count()
    reckoned(editor, lambda: editor.keyboard.press("Control+z"))
    undone = names_of(editor, 0), names_of(editor, 2)
    editor.locator("ol[data-day='0'] li:first-child button").focus()
    reckoned(editor, lambda: editor.keyboard.press("Alt+ArrowDown"))
    reckoned(editor, lambda: editor.keyboard.press("Alt+ArrowRight"))
    editor.keyboard.press("Enter")
    editor.select_option("[data-sheet-day]", "2")
    reckoned(editor, lambda: editor.click("button[value='move']"))
    editor.click("[data-save-all]")

    assert dragged == (before[1:], before[:1])
    assert broken >= 1
    assert undone == (before, [])
    editor.wait_for_url("**" + editor.plan.get_absolute_url())
    stops = RouteStop.objects.unscoped(because="tests").filter(plan=editor.plan, cycle_day=2)
    assert [stop.store.name for stop in stops.select_related("store")] == before[:1]
    assert RoutePlan.objects.unscoped(because="tests").get(pk=editor.plan.pk).revision == 2
    assert editor.complaints == []
