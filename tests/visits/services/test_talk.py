"""Goal, look from outside, greeting and training as steps of their own (handbook H5.2)."""

import pytest
from django.urls import reverse

from tests.visits.execution.payloads import SENT, visit_payload
from tests.visits.services.test_checklists import draft, lines_of
from visits.choices import VisitStatus, VisitStep
from visits.models import VisitSaid, VisitTraining
from visits.selectors.parked import parts_of
from visits.selectors.progress import progress_of
from visits.selectors.visits import VisitPage
from visits.services.checklists import publish_checklist, remove_line, save_line
from visits.services.filling import VisitClosed, skip_step
from visits.services.mistakes import PayloadRefused
from visits.services.payload import read_visit
from visits.services.receive import receive_visit
from visits.services.talk import save_said, save_training

pytestmark = pytest.mark.django_db
SAID = [{"step": "prepare", "words": "卖入星河 30"}, {"step": "greet", "words": ""}]
TRAINED = [{"topic": "星河 30", "people": 3}]


def rows_of(model):
    return model.objects.unscoped(because="tests")


def test_a_visit_brings_goal_greeting_and_training_once(cast, shop):
    payload = visit_payload(shop, said=SAID, trained=TRAINED)

    visits = {receive_visit(payload, actor=cast.actor("rep"), at=SENT) for _ in range(2)}

    page = VisitPage(visits.pop())
    assert [(row.step, row.words) for row in page.said] == [("prepare", "卖入星河 30"), ("greet", "")]
    assert [(row.topic, row.people) for row in page.trainings] == [("星河 30", 3)]


def test_a_center_may_require_them_and_a_visit_without_them_is_refused(cast, shop):
    new, manager = draft(cast), cast.actor("manager")
    for line in lines_of(new):
        if line.step in {"greet", "train"}:
            save_line(new, line, {"is_required": True}, actor=manager, at=SENT)
        else:
            remove_line(line, actor=manager, at=SENT)
    held = publish_checklist(new, actor=manager, at=SENT)
    bare = {"checklist": held.version, "counts": [], "image": None, "photos": [], "next_steps": []}

    with pytest.raises(PayloadRefused) as refused:
        receive_visit(visit_payload(shop, **bare), actor=cast.actor("rep"), at=SENT)
    visit = receive_visit(visit_payload(shop, **bare, said=SAID, trained=TRAINED), actor=cast.actor("rep"), at=SENT)

    assert [mistake.path for mistake in refused.value.mistakes] == ["skipped", "skipped"]
    assert visit.status == VisitStatus.CLOSED


@pytest.mark.parametrize(
    ("more", "path"),
    [
        ({"said": [{"step": "photo"}]}, "said[0].step"),
        ({"said": [{"step": "greet", "words": "长" * 201}]}, "said[0].words"),
        ({"trained": [{"topic": "星河 30", "people": 0}]}, "trained[0].people"),
        ({"trained": [{"people": 2}]}, "trained[0].topic"),
    ],
)
def test_what_is_said_wrong_is_named_at_its_path(cast, shop, more, path):
    with pytest.raises(PayloadRefused) as refused:
        receive_visit(visit_payload(shop, **more), actor=cast.actor("rep"), at=SENT)

    assert [mistake.path for mistake in refused.value.mistakes] == [path]


def test_the_digest_of_an_older_phone_stays(shop):
    payload = visit_payload(shop)

    assert read_visit(payload, []).digest == read_visit(payload | {"said": [], "trained": []}, []).digest


def test_on_the_page_a_step_is_done_taken_back_and_no_longer_skipped(client, cast, open_visit):
    rep = cast.actor("rep")
    client.force_login(cast.rep)
    skip_step(open_visit, VisitStep.GREET, "没人", actor=rep)
    address = reverse("visits:visit_said", args=[open_visit.pk])

    client.post(address, {"step": "greet", "is_done": "on", "words": ""})
    client.post(address, {"step": "prepare", "words": "补货"})
    client.post(reverse("visits:visit_train", args=[open_visit.pk]), {"topic": "星河 30", "people": "2"})
    done = progress_of(open_visit)
    page = client.get(reverse("visits:visit_fill", args=[open_visit.pk])).content.decode()
    client.post(address, {"step": "greet", "words": ""})
    client.post(reverse("visits:visit_train", args=[open_visit.pk]), {"topic": "星河 30", "people": "0"})

    assert {VisitStep.GREET, VisitStep.PREPARE, VisitStep.TRAIN} <= done.done
    assert (done.skipped, "补货" in page, "星河 30" in page) == ({}, True, True)
    assert [row.step for row in rows_of(VisitSaid)] == ["prepare"]
    assert rows_of(VisitTraining).count() == 0


def test_what_cannot_be_written_down_is_said(client, cast, open_visit):
    client.force_login(cast.rep)

    answers = [
        client.post(reverse("visits:visit_train", args=[open_visit.pk]), {"topic": "", "people": "2"}),
        client.post(reverse("visits:visit_said", args=[open_visit.pk]), {"step": "photo"}),
    ]
    type(open_visit).objects.unscoped(because="tests").update(status=VisitStatus.NO_CHECKOUT)

    assert [answer.status_code for answer in answers] == [422, 422]
    with pytest.raises(VisitClosed):
        save_said(open_visit, VisitStep.GREET, "", actor=cast.actor("rep"))
    with pytest.raises(VisitClosed):
        save_training(open_visit, "星河 30", 2, actor=cast.actor("rep"))


def test_a_parked_version_shows_them_beside_those_that_stand(cast, shop):
    visit = receive_visit(visit_payload(shop, said=SAID, trained=TRAINED), actor=cast.actor("rep"), at=SENT)

    parts = {part.label: part for part in parts_of({"trained": [{"topic": "星河 30", "people": 4}]}, visit)}

    trained = parts[VisitStep.TRAIN.label]
    assert (trained.sent, trained.stands, trained.differs) == (("星河 30: 4",), ("星河 30: 3",), True)
