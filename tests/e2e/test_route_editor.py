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


def number_of(page, name):
    """The chosen day's marker of a store on the map."""
    return page.locator(f".editor-number-place[title$='{name}']")


def middle_of(locator):
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def middle_between(page, name, other):
    (x, y), (right, low) = middle_of(number_of(page, name)), middle_of(number_of(page, other))
    return (x + right) / 2, (y + low) / 2


def drag_by_mouse(page, marker, place):
    page.mouse.move(*middle_of(marker))
    page.mouse.down()
    page.mouse.move(*place, steps=8)
    page.mouse.up()


def drag_by_finger(page, marker, place, *, hold_ms):
    """A finger on the screen as Chromium's own input events; it rests for a while before it moves."""
    session = page.context.new_cdp_session(page)
    here = middle_of(marker)

    def touch(kind, *points):
        at = [{"x": x, "y": y} for x, y in points]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})

    touch("touchStart", here)
    page.wait_for_timeout(hold_ms)
    for part in range(1, 9):
        touch("touchMove", tuple(a + (b - a) * part / 8 for a, b in zip(here, place, strict=True)))
        page.wait_for_timeout(20)
    touch("touchEnd")


def test_a_store_dropped_on_the_maps_line_takes_that_place_and_on_a_day_moves_there(editor):
    first, second, third = names_of(editor, 0)

    reckoned(editor, lambda: drag_by_mouse(editor, number_of(editor, first), middle_between(editor, second, third)))
    in_place, said = names_of(editor, 0), editor.locator("[data-last]").inner_text()
    reckoned(editor, lambda: editor.click("[data-undo]"))
    undone = names_of(editor, 0)
    chip = editor.locator(".chip[data-day='2']")
    reckoned(editor, lambda: drag_by_mouse(editor, number_of(editor, first), middle_of(chip)))
    moved = names_of(editor, 0), names_of(editor, 2)
    broken = editor.locator("ol[data-day='3'] .route-break").count()

    assert in_place == [second, first, third]
    assert first in said
    assert "公里" in said
    assert undone == [first, second, third]
    assert moved == ([second, third], [first])
    assert chip.get_attribute("aria-pressed") == "true"
    assert broken >= 1
    assert editor.complaints == []


def test_a_store_dropped_beside_everything_stays_and_is_told_so(editor):
    before = names_of(editor, 0)
    box = editor.locator("[data-map]").bounding_box()

    drag_by_mouse(editor, number_of(editor, before[0]), (box["x"] + box["width"] - 30, box["y"] + 30))

    assert names_of(editor, 0) == before
    assert before[0] in editor.locator("[data-last]").inner_text()
    assert not editor.locator("[data-sheet]").is_visible()


def test_enter_on_a_marker_opens_the_lists_own_sheet_and_the_focus_stays_on_the_map(editor):
    first, *others = names_of(editor, 0)

    number_of(editor, first).focus()
    editor.keyboard.press("Enter")
    opened = editor.locator("[data-sheet-title]").inner_text()
    reckoned(editor, lambda: editor.click("button[value='down']"))
    later = names_of(editor, 0)
    reckoned(editor, lambda: editor.keyboard.press("Alt+ArrowRight"))

    assert first in opened
    assert later == [others[0], first, others[1]]
    assert names_of(editor, 1) == [first]
    assert first in editor.evaluate("document.activeElement.title")


def test_a_finger_that_rests_takes_the_store_and_one_that_does_not_pans_the_map(live_server, browser, editor):
    phone = browser.new_context(
        viewport={"width": 390, "height": 844},
        has_touch=True,
        is_mobile=True,
        storage_state=editor.context.storage_state(),
    )
    page = phone.new_page()
    page.goto(editor.url)
    before = names_of_hidden(page, 0)
    number = number_of(page, before[0])
    at_first = middle_of(number)

    drag_by_finger(page, number, (at_first[0] + 60, at_first[1]), hold_ms=0)
    page.wait_for_timeout(600)
    panned, unmoved = middle_of(number), names_of_hidden(page, 0)
    chip = page.locator(".chip[data-day='1']")
    reckoned(page, lambda: drag_by_finger(page, number, middle_of(chip), hold_ms=400))

    assert panned[0] > at_first[0] + 20
    assert unmoved == before
    assert names_of_hidden(page, 1) == before[:1]
    assert names_of_hidden(page, 0) == before[1:]
    phone.close()


def names_of_hidden(page, day):
    """On the phone only the chosen day is seen."""
    return page.locator(f"ol[data-day='{day}'] .editor-stop-name").all_text_contents()
