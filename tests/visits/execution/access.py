"""Who gets what from the pages of the day, visits, findings, tasks and the image standard."""

from uuid import uuid4

from django.core.files.base import ContentFile

from tests.architecture.access import Access
from tests.factories.stores import StoreFactory
from tests.factories.visits import (
    ChecklistFactory,
    ChecklistLineFactory,
    ImageItemFactory,
    ImageStandardFactory,
    MarketReportFactory,
    ParkedVisitFactory,
    TaskFactory,
    VisitFactory,
)
from tests.visits.execution.payloads import SENT, picture
from visits.calc.evidence import Grade, Signal, SignalCode
from visits.choices import VisitStatus, VisitStep
from visits.models import Checklist, PlaceProposal, Visit
from visits.services.marks import add_marks
from visits.services.photos import encode, write_photo

REPS = {"manager": 403, "marketing": 403, "hq": 403, "admin": 403}
NOT_MINE = REPS | {"colleague": 404}
ANSWERERS = {"rep": 403, "colleague": 404, "manager": 302, "marketing": 302, "hq": 403, "admin": 403, "method": "post"}
JUDGES = {"rep": 403, "colleague": 404, "manager": 302, "marketing": 403, "hq": 403, "admin": 403, "method": "post"}
SETTERS = {"rep": 403, "colleague": 403, "manager": 302, "marketing": 403, "hq": 403, "admin": 302}
EDITORS = {"rep": 403, "manager": 403, "hq": 403, "is_shared": True}


def _store(cast):
    return StoreFactory(customer__rep=cast.rep, customer__center=cast.center)


def _start(cast) -> dict:
    return {"store": _store(cast).pk}


def _open_visit(cast) -> Visit:
    """One visit is open at a time."""
    visits = Visit.objects.unscoped(because="tests").open()
    return visits.filter(done_by=cast.rep).first() or VisitFactory(store=_store(cast))


def _visit(cast) -> dict:
    return {"pk": _open_visit(cast).pk}


def _photo(cast) -> dict:
    photo = write_photo(_open_visit(cast), encode(picture()), client_id=uuid4(), step=VisitStep.PHOTO, at=SENT)
    return {"pk": photo.pk}


def _place(cast) -> dict:
    store = _store(cast)
    place = PlaceProposal(center=store.center, store=store, source="rep", lon=120, lat=30, made_at=SENT)
    place.save()
    return {"pk": place.pk}


def _mark(cast) -> dict:
    visit = VisitFactory(store=_store(cast), status=VisitStatus.NO_CHECKOUT)
    add_marks(visit, [Signal(SignalCode.NO_POSITION, Grade.WARNING)], at=SENT)
    return {"pk": visit.judged_marks.unscoped(because="tests").get().pk}


def _report(cast) -> dict:
    return {"pk": MarketReportFactory(store=_store(cast)).pk}


def _answered(cast) -> dict:
    return {"pk": MarketReportFactory(store=_store(cast), status="answered", answer="好").pk}


def _task(cast) -> dict:
    return {"pk": TaskFactory(store=_store(cast)).pk}


def _parked(cast) -> dict:
    return {"pk": ParkedVisitFactory(rep=cast.rep).pk}


def _sent(cast) -> dict:
    return {"client_id": uuid4()}


def _language(cast) -> dict:
    return {"language": "zh-hans"}


def _draft(cast) -> dict:
    return {"pk": ImageItemFactory(standard=ImageStandardFactory(is_published=False)).standard_id}


def _example(cast) -> dict:
    item = ImageItemFactory()
    item.example.save(f"examples/{uuid4()}.jpg", ContentFile(picture()))
    return {"pk": item.pk}


def _checklist(cast) -> dict:
    drafts = Checklist.objects.unscoped(because="tests").filter(center=cast.center)
    return {"pk": (drafts.first() or ChecklistFactory(center=cast.center)).pk}


def _line(cast) -> dict:
    return {"pk": ChecklistLineFactory(checklist_id=_checklist(cast)["pk"]).pk}


def _item(cast) -> dict:
    return {"pk": ImageItemFactory(standard=ImageStandardFactory(is_published=False)).pk}


ROWS = {
    "visits:today": Access(**REPS),
    "visits:store_search": Access(**REPS),
    "visits:visit_start": Access(**NOT_MINE, subject=_start),
    "visits:visit_check_in": Access(**NOT_MINE, rep=302, subject=_start, method="post", data={"client_id": uuid4()}),
    "visits:visit_list": Access(),
    "visits:visit_detail": Access(colleague=404, subject=_visit),
    "visits:visit_fill": Access(**NOT_MINE, subject=_visit),
    "visits:visit_summary": Access(**NOT_MINE, subject=_visit),
    "visits:visit_counts": Access(**NOT_MINE, rep=302, subject=_visit, method="post"),
    "visits:visit_counts_fill": Access(**NOT_MINE, rep=302, subject=_visit, method="post", data={"what": "sold"}),
    "visits:visit_prices": Access(**NOT_MINE, rep=302, subject=_visit, method="post"),
    "visits:visit_prices_fill": Access(**NOT_MINE, rep=302, subject=_visit, method="post", data={"what": "list"}),
    "visits:price_list": Access(),
    "visits:visit_skus": Access(**NOT_MINE, subject=_visit),
    "visits:visit_image": Access(**NOT_MINE, rep=422, subject=_visit, method="post"),
    "visits:visit_image_same": Access(**NOT_MINE, rep=302, subject=_visit, method="post"),
    "visits:visit_order": Access(**NOT_MINE, rep=302, subject=_visit, method="post"),
    "visits:visit_points": Access(**NOT_MINE, rep=302, subject=_visit, method="post"),
    "visits:visit_said": Access(**NOT_MINE, rep=422, subject=_visit, method="post"),
    "visits:visit_train": Access(**NOT_MINE, rep=422, subject=_visit, method="post"),
    "visits:visit_photo": Access(**NOT_MINE, rep=422, subject=_visit, method="post"),
    "visits:visit_report": Access(**NOT_MINE, rep=422, subject=_visit, method="post"),
    "visits:visit_next_step": Access(**NOT_MINE, rep=422, subject=_visit, method="post"),
    "visits:visit_skip": Access(
        **NOT_MINE, rep=302, subject=_visit, method="post", data={"step": "stock", "reason": "没有"}
    ),
    "visits:visit_check_out": Access(**NOT_MINE, rep=409, subject=_visit, method="post"),
    "visits:phone": Access(**REPS, rep=302),
    "visits:phone_app": Access(is_open=True, is_shared=True, subject=_language),
    "visits:phone_manifest": Access(is_open=True, is_shared=True, subject=_language),
    "visits:phone_worker": Access(is_open=True),
    "visits:phone_day": Access(**REPS, rep=400, method="post"),
    "visits:phone_who": Access(),
    "visits:visit_receive": Access(**REPS, rep=400, subject=_sent, is_shared=True, method="post"),
    "visits:photo_receive": Access(**REPS, rep=400, subject=_sent, is_shared=True, method="post"),
    "visits:parked_list": Access(),
    "visits:parked_detail": Access(colleague=404, subject=_parked),
    "visits:parked_settle": Access(
        rep=302,
        colleague=404,
        manager=302,
        marketing=403,
        hq=403,
        admin=302,
        method="post",
        subject=_parked,
        data={"reason": "重复"},
    ),
    "visits:photo_file": Access(colleague=404, subject=_photo),
    "visits:photo_list": Access(),
    "visits:live_day": Access(rep=403),
    "visits:photo_review": Access(rep=403, marketing=403, hq=403, admin=403),
    "visits:photos_pass": Access(rep=302, manager=302, marketing=302, hq=302, admin=302, method="post"),
    "visits:photo_fault": Access(**JUDGES, subject=_photo, data={"remark": "看不清"}),
    "visits:photo_thumb": Access(colleague=404, subject=_photo),
    "visits:photo_compare": Access(colleague=404, subject=lambda cast: {"pk": _store(cast).pk}),
    "visits:place_list": Access(),
    "visits:place_approve": Access(**JUDGES | {"admin": 302}, subject=_place),
    "visits:place_reject": Access(**JUDGES | {"admin": 302}, subject=_place, data={"reason": "档案无误"}),
    "visits:mark_list": Access(),
    "visits:mark_detail": Access(colleague=404, subject=_mark),
    "visits:mark_answer": Access(**NOT_MINE, rep=302, subject=_mark, method="post", data={"answer": "店内没有信号"}),
    "visits:mark_accept": Access(**JUDGES, subject=_mark),
    "visits:mark_reject": Access(**JUDGES, subject=_mark, data={"verdict": "不成立"}),
    "visits:report_list": Access(),
    "visits:report_desk": Access(rep=403, hq=403, admin=403),
    "visits:reports_take_up": Access(rep=302, manager=302, marketing=302, hq=302, admin=302, method="post"),
    "visits:report_map": Access(),
    "visits:report_group": Access(**ANSWERERS, subject=_report),
    "visits:report_ungroup": Access(**ANSWERERS, subject=_report),
    "visits:report_answer_group": Access(**ANSWERERS | {"rep": 403}, subject=_report, data={"answer": "跟进"}),
    "visits:report_detail": Access(colleague=404, subject=_report),
    "visits:report_take_up": Access(**ANSWERERS, subject=_report),
    "visits:report_answer": Access(**ANSWERERS, subject=_report, data={"answer": "跟进"}),
    "visits:report_close": Access(**ANSWERERS, subject=_answered),
    "visits:task_list": Access(),
    "visits:task_detail": Access(colleague=404, subject=_task),
    "visits:task_finish": Access(
        rep=302, colleague=404, manager=302, marketing=403, hq=403, admin=403, method="post", subject=_task
    ),
    "visits:task_drop": Access(
        rep=302,
        colleague=404,
        manager=302,
        marketing=403,
        hq=403,
        admin=403,
        method="post",
        subject=_task,
        data={"reason": "不需要"},
    ),
    "visits:task_hand_over": Access(rep=403, colleague=404, marketing=403, hq=403, admin=403, subject=_task),
    "visits:checklist_list": Access(),
    "visits:checklist_detail": Access(subject=_checklist),
    "visits:checklist_draft": Access(**SETTERS, method="post", subject=lambda cast: {"center": cast.center.pk}),
    "visits:checklist_line_add": Access(**SETTERS | {"manager": 200, "admin": 200}, subject=_checklist),
    "visits:checklist_publish": Access(**SETTERS, method="post", subject=_checklist),
    "visits:checklist_line_edit": Access(**SETTERS | {"manager": 200, "admin": 200}, subject=_line),
    "visits:checklist_line_remove": Access(**SETTERS, method="post", subject=_line),
    "visits:image_list": Access(),
    "visits:image_draft": Access(rep=403, manager=403, hq=403),
    "visits:image_detail": Access(subject=_draft, is_shared=True),
    "visits:image_edit": Access(**EDITORS, subject=_draft),
    "visits:image_item_add": Access(**EDITORS, subject=_draft),
    "visits:image_publish": Access(**EDITORS, marketing=302, admin=302, method="post", subject=_draft),
    "visits:image_example": Access(subject=_example, is_shared=True),
    "visits:image_item_edit": Access(**EDITORS, subject=_item),
    "visits:image_item_remove": Access(**EDITORS, marketing=302, admin=302, method="post", subject=_item),
}
