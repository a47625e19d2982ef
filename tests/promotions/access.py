"""Who gets what from promotions and launches."""

from datetime import date, timedelta
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from promotions.choices import LaunchFileKind, LaunchStatus, PromotionStatus
from promotions.models import ApprovalLimit, Launch, LaunchStore, PromotionBudget, PromotionSummary
from promotions.services.attendance import make_link
from promotions.services.launch_files import add_launch_file
from tests.architecture.access import Access
from tests.factories.effects import SummaryFactory
from tests.factories.launches import LaunchModelFactory, LaunchStoreFactory
from tests.factories.promoters import (
    ApplicantFactory,
    AssignmentFactory,
    DayOffFactory,
    GuidanceFactory,
    NeedFactory,
    PromoterFactory,
    RosterWeekFactory,
    ShiftFactory,
)
from tests.factories.promotions import (
    CostLineFactory,
    MaterialItemFactory,
    PromotionFactory,
    PromotionStoreFactory,
    TempBookingFactory,
)
from tests.factories.training import CourseFactory, TrainingResultFactory
from tests.factories.visits import VisitFactory


def published_at_the_reps_store(cast) -> dict:
    promotion = PromotionFactory(status=PromotionStatus.PUBLISHED)
    PromotionStoreFactory(promotion=promotion, store__customer__rep=cast.rep)
    return {"pk": promotion.pk}


def promotion_measured(cast) -> dict:
    published = published_at_the_reps_store(cast)
    SummaryFactory(promotion_id=published["pk"])
    return published


def summary(cast) -> dict:
    return {"pk": PromotionSummary.objects.get(promotion=promotion_measured(cast)["pk"]).pk}


def in_the_center(cast) -> dict:
    return published_at_the_reps_store(cast) | {"center": cast.center.pk}


def handed_in_to_marketing(cast) -> dict:
    promotion = PromotionFactory(status=PromotionStatus.SUBMITTED, approval_level="marketing", center=cast.center)
    PromotionStoreFactory(promotion=promotion, store__customer__rep=cast.rep)
    return {"pk": promotion.pk}


def booked_cost(cast) -> dict:
    promotion = PromotionFactory(status=PromotionStatus.PUBLISHED)
    place = PromotionStoreFactory(promotion=promotion, store__customer__rep=cast.rep)
    return {"pk": CostLineFactory(promotion=promotion, store=place.store).pk}


def budget(cast) -> dict:
    of_the_month = {"center": cast.center, "month": date(2026, 12, 1)}
    made, _is_new = PromotionBudget.objects.unscoped(because="test").get_or_create(
        **of_the_month, defaults={"amount_yuan": Decimal(9)}
    )
    return {"pk": made.pk}


def place_at_the_reps_store(cast) -> dict:
    promotion = PromotionFactory(status=PromotionStatus.PUBLISHED)
    place = PromotionStoreFactory(promotion=promotion, store__customer__rep=cast.rep)
    return {"pk": promotion.pk, "store": place.store_id}


def visited_by_the_rep(cast) -> dict:
    today = timezone.localdate()
    promotion = PromotionFactory(status=PromotionStatus.PUBLISHED, starts_on=today, ends_on=today + timedelta(days=7))
    place = PromotionStoreFactory(promotion=promotion, store__customer__rep=cast.rep)
    now = timezone.now()
    VisitFactory(store=place.store, visited_on=today, checked_in_at=now, received_at=now, status="no_checkout")
    return {"pk": promotion.pk, "store": place.store_id}


def material_at_the_reps_store(cast) -> dict:
    place = place_at_the_reps_store(cast)
    return place | {"item": MaterialItemFactory(promotion_id=place["pk"]).pk}


def material_item(cast) -> dict:
    return {"pk": material_at_the_reps_store(cast)["item"]}


def temp_booking(cast) -> dict:
    place = place_at_the_reps_store(cast)
    return {"pk": TempBookingFactory(promotion_id=place["pk"], store_id=place["store"]).pk}


def marketings_limit(cast) -> dict:
    return {"pk": ApprovalLimit.objects.get(level="marketing").pk}


def of_the_reps(cast, **kwargs) -> dict:
    return {"pk": PromoterFactory(rep=cast.rep, **kwargs).pk}


def one_that_left(cast) -> dict:
    return of_the_reps(cast, status="left", left_on=date(2026, 6, 30), leaving_reason="resigned")


def one_on_probation(cast) -> dict:
    return of_the_reps(cast, status="probation")


def leave_of_absence(cast) -> dict:
    return {"pk": DayOffFactory(promoter__rep=cast.rep).pk}


def guidance(cast) -> dict:
    return {"pk": GuidanceFactory(promoter__rep=cast.rep).pk}


def place_in_a_store(cast) -> dict:
    return {"pk": AssignmentFactory(promoter__rep=cast.rep).pk}


def own_center(cast) -> dict:
    return {"center": cast.center.pk}


MARKETING_ONLY = {"rep": 403, "colleague": 404, "manager": 403, "hq": 403, "admin": 403}
WRITE = {**MARKETING_ONLY, "marketing": 302, "method": "post", "subject": published_at_the_reps_store}
DECIDE = {"rep": 404, "manager": 403, "marketing": 302, "hq": 302, "admin": 403, "method": "post"}
SETTERS_ONLY = {"rep": 403, "manager": 403, "marketing": 403}

KEEPERS = {"colleague": 404, "marketing": 403, "hq": 403}
DECIDERS = {**KEEPERS, "rep": 403}

ROWS = {
    "promotions:promoter_list": Access(),
    "promotions:promoter_create": Access(marketing=403, hq=403),
    "promotions:promoter_detail": Access(colleague=404, subject=of_the_reps),
    "promotions:promoter_edit": Access(**KEEPERS, subject=of_the_reps),
    "promotions:promoter_leave": Access(**KEEPERS, subject=of_the_reps),
    "promotions:promoter_come_back": Access(**DECIDERS, subject=one_that_left),
    "promotions:promoter_confirm": Access(**DECIDERS, manager=302, admin=302, method="post", subject=one_on_probation),
    "promotions:personal_edit": Access(**KEEPERS, subject=of_the_reps),
    "promotions:personal_read": Access(**KEEPERS, method="post", data={"reason": "x"}, subject=of_the_reps),
    "promotions:personal_look_list": Access(marketing=403, hq=403),
    "promotions:guidance_list": Access(),
    "promotions:guidance_add": Access(**KEEPERS, subject=of_the_reps),
    "promotions:guidance_look_again": Access(**KEEPERS, subject=guidance),
    "promotions:day_off_add": Access(**KEEPERS, subject=of_the_reps),
    "promotions:day_off_remove": Access(
        **KEEPERS, rep=302, manager=302, admin=302, method="post", subject=leave_of_absence
    ),
    "promotions:assignment_add": Access(**KEEPERS, subject=of_the_reps),
    "promotions:assignment_end": Access(**KEEPERS, subject=place_in_a_store),
    "promotions:staffing": Access(),
    "promotions:headcount_edit": Access(rep=403, manager=403, marketing=403),
    "promotions:promoter_terms": Access(rep=403, marketing=403, hq=403, subject=own_center),
    "promotions:promotion_list": Access(),
    "promotions:promotion_create": Access(rep=403, hq=403, admin=403),
    "promotions:promotion_detail": Access(colleague=404, subject=published_at_the_reps_store),
    "promotions:promotion_edit": Access(**MARKETING_ONLY, subject=published_at_the_reps_store),
    "promotions:promotion_stores": Access(**MARKETING_ONLY, subject=published_at_the_reps_store),
    "promotions:promotion_shares": Access(rep=403, colleague=404, hq=403, admin=403, subject=in_the_center),
    "promotions:promotion_submit": Access(**WRITE),
    "promotions:promotion_withdraw": Access(**WRITE),
    "promotions:promotion_approve": Access(**DECIDE, subject=handed_in_to_marketing),
    "promotions:promotion_return": Access(**DECIDE, data={"reason": "x"}, subject=handed_in_to_marketing),
    "promotions:promotion_publish": Access(**WRITE),
    "promotions:promotion_close": Access(**WRITE),
    "promotions:promotion_cancel": Access(**{**WRITE, "hq": 302}),
    "promotions:promotion_costs": Access(rep=403, colleague=404, subject=published_at_the_reps_store),
    "promotions:cost_remove": Access(**{**WRITE, "subject": booked_cost, "manager": 302}),
    "promotions:calendar": Access(),
    "promotions:proof_list": Access(),
    "promotions:promotion_at_store": Access(colleague=404, subject=place_at_the_reps_store),
    "promotions:check_create": Access(**{**MARKETING_ONLY, "rep": 200, "marketing": 403}, subject=visited_by_the_rep),
    "promotions:promotion_material": Access(colleague=404, subject=published_at_the_reps_store),
    "promotions:material_send": Access(**{**WRITE, "manager": 302}),
    "promotions:material_remove": Access(**{**WRITE, "subject": material_item}),
    "promotions:material_move": Access(**{**WRITE, "rep": 302, "manager": 302, "subject": material_at_the_reps_store}),
    "promotions:promotion_temps": Access(colleague=404, subject=published_at_the_reps_store),
    "promotions:temp_remove": Access(**{**WRITE, "manager": 302, "subject": temp_booking}),
    "promotions:promotion_tracking": Access(colleague=404, subject=published_at_the_reps_store),
    "promotions:tracking_export": Access(colleague=404, subject=published_at_the_reps_store),
    "promotions:promotion_summary": Access(colleague=404, subject=published_at_the_reps_store),
    "promotions:summary_export": Access(colleague=404, subject=promotion_measured),
    "promotions:lessons_edit": Access(**MARKETING_ONLY, subject=summary),
    "promotions:summary_finish": Access(**MARKETING_ONLY, marketing=302, method="post", subject=summary),
    "promotions:summary_reopen": Access(**MARKETING_ONLY, marketing=302, method="post", subject=summary),
    "promotions:library": Access(rep=403),
    "promotions:promotion_copy": Access(
        rep=403,
        colleague=404,
        manager=302,
        marketing=302,
        hq=403,
        admin=403,
        method="post",
        subject=published_at_the_reps_store,
    ),
    "promotions:budget_list": Access(rep=403),
    "promotions:budget_create": Access(**SETTERS_ONLY),
    "promotions:budget_edit": Access(rep=404, manager=403, marketing=403, subject=budget),
    "promotions:limit_edit": Access(**SETTERS_ONLY, is_shared=True, subject=marketings_limit),
}


def offered_at_the_reps_store(cast) -> LaunchStore:
    """A launch that waits for the answers of the center and, so that HQ sees more, of nobody else."""
    launch = LaunchModelFactory(launch__status=LaunchStatus.OFFERED).launch
    return LaunchStoreFactory(launch=launch, store__customer__rep=cast.rep)


def the_launch(cast) -> dict:
    return {"pk": offered_at_the_reps_store(cast).launch_id}


def the_file(cast) -> dict:
    launch = offered_at_the_reps_store(cast).launch
    row = add_launch_file(
        launch,
        SimpleUploadedFile("卖点.pdf", b"%PDF-1.4"),
        kind=LaunchFileKind.TRAINING,
        title="卖点",
        actor=cast.actor("marketing"),
        at=timezone.now(),
    )
    return {"pk": row.pk}


def the_center(cast) -> dict:
    return {"pk": offered_at_the_reps_store(cast).part.share_id}


def the_rep(cast) -> dict:
    return {"pk": offered_at_the_reps_store(cast).part_id}


def the_store(cast) -> dict:
    return {"pk": offered_at_the_reps_store(cast).pk}


def the_running_launch(cast) -> dict:
    place = offered_at_the_reps_store(cast)
    Launch.objects.filter(pk=place.launch_id).update(status=LaunchStatus.PUBLISHED)
    return {"pk": place.launch_id}


def the_store_and_model(cast) -> dict:
    place = offered_at_the_reps_store(cast)
    return {"pk": place.pk, "model": place.launch.models.get().model_id}


PLANNER = {**MARKETING_ONLY, "subject": the_launch}
PLANNER_POST = {**PLANNER, "marketing": 302, "method": "post"}
# A center's share is no rep's to see.
SHARE = {"rep": 404, "subject": the_center}
ANSWER = {
    **SHARE,
    "manager": 302,
    "marketing": 403,
    "hq": 403,
    "admin": 403,
    "method": "post",
    "data": {"reason": "多"},
}

ROWS |= {
    "promotions:launch_list": Access(),
    "promotions:launch_create": Access(rep=403, manager=403, hq=403, admin=403),
    "promotions:launch_detail": Access(colleague=404, subject=the_launch),
    "promotions:launch_edit": Access(**PLANNER),
    "promotions:launch_terms": Access(**PLANNER),
    "promotions:launch_targets": Access(**PLANNER),
    "promotions:launch_offer": Access(**PLANNER_POST),
    "promotions:launch_recall": Access(**PLANNER_POST),
    "promotions:launch_publish": Access(**PLANNER_POST),
    "promotions:launch_close": Access(**PLANNER_POST),
    "promotions:launch_cancel": Access(**PLANNER_POST),
    "promotions:launch_file_add": Access(**PLANNER_POST),
    "promotions:launch_file": Access(colleague=404, subject=the_file),
    "promotions:launch_file_remove": Access(**{**PLANNER_POST, "subject": the_file}),
    "promotions:launch_center": Access(**SHARE),
    "promotions:launch_center_fix": Access(rep=404, manager=403, hq=403, admin=403, subject=the_center),
    "promotions:launch_share_accept": Access(**ANSWER),
    "promotions:launch_share_return": Access(**ANSWER),
    "promotions:launch_share_offer": Access(**{**ANSWER, "manager": 403, "marketing": 302}),
    "promotions:launch_rep": Access(colleague=404, subject=the_rep),
    "promotions:launch_rep_fix": Access(rep=403, colleague=404, hq=403, admin=403, subject=the_rep),
    "promotions:launch_store_fix": Access(colleague=404, hq=403, admin=403, subject=the_store),
    "promotions:launch_tracking": Access(colleague=404, subject=the_running_launch),
    "promotions:launch_store_list": Access(colleague=404, subject=the_running_launch),
    "promotions:launch_store": Access(colleague=404, subject=the_store),
    "promotions:launch_sell_in": Access(colleague=404, marketing=403, hq=403, admin=403, subject=the_store_and_model),
}


def need_of_the_rep(cast) -> dict:
    return {"pk": NeedFactory(store__customer__rep=cast.rep).pk}


def applicant_of_the_rep(cast, **kwargs) -> dict:
    return {"pk": ApplicantFactory(need__store__customer__rep=cast.rep, **kwargs).pk}


def invited(cast) -> dict:
    return applicant_of_the_rep(cast, status="planned", interview_on=date(2026, 11, 2))


def interviewed(cast) -> dict:
    return applicant_of_the_rep(cast, status="waiting", interview_on=date(2026, 11, 2))


NEED = {**KEEPERS, "subject": need_of_the_rep}
CANDIDATE = {**KEEPERS, "subject": applicant_of_the_rep}
DECISION = {"rep": 403, "colleague": 404, "marketing": 403, "hq": 403, "subject": interviewed}

ROWS |= {
    "promotions:recruiting": Access(),
    "promotions:applicant_list": Access(),
    "promotions:need_create": Access(marketing=403, hq=403),
    "promotions:need_detail": Access(colleague=404, subject=need_of_the_rep),
    "promotions:need_edit": Access(**NEED),
    "promotions:need_withdraw": Access(**NEED),
    "promotions:applicant_create": Access(**NEED),
    "promotions:applicant_detail": Access(colleague=404, subject=applicant_of_the_rep),
    "promotions:applicant_edit": Access(**CANDIDATE),
    "promotions:applicant_invite": Access(**CANDIDATE),
    "promotions:applicant_interview": Access(**{**CANDIDATE, "subject": invited}),
    "promotions:applicant_give_up": Access(**CANDIDATE),
    "promotions:applicant_personal": Access(**CANDIDATE),
    "promotions:applicant_personal_read": Access(**CANDIDATE, method="post", data={"reason": "x"}),
    "promotions:applicant_take_on": Access(**DECISION),
    "promotions:applicant_reject": Access(**DECISION),
    "promotions:applicant_again": Access(**DECISION),
}


def with_a_place(cast) -> dict:
    return {"pk": AssignmentFactory(promoter__rep=cast.rep).promoter_id}


def planned_week(cast) -> dict:
    return {"pk": RosterWeekFactory(rep=cast.rep).pk}


def published_week(cast) -> dict:
    return {"pk": RosterWeekFactory(rep=cast.rep, status="published").pk}


def planned_shift(cast) -> dict:
    place = AssignmentFactory(promoter__rep=cast.rep)
    week = RosterWeekFactory(rep=cast.rep)
    return {"pk": ShiftFactory(promoter=place.promoter, store=place.store, week=week).pk}


def rep_of_the_cast(cast) -> dict:
    return {"rep": cast.rep.pk}


def own_link(cast) -> dict:
    promoter = AssignmentFactory(promoter__rep=cast.rep).promoter
    return {"secret": make_link(promoter, actor=cast.actor("rep"), at=timezone.now())}


ROSTER_POST = {**KEEPERS, "rep": 302, "manager": 302, "admin": 302, "method": "post"}
OPEN_LINK = {"is_open": True, "is_shared": True, "subject": own_link}

ROWS |= {
    "promotions:roster": Access(),
    "promotions:roster_copy": Access(**{**ROSTER_POST, "subject": rep_of_the_cast, "colleague": 403}),
    "promotions:roster_publish": Access(**ROSTER_POST, subject=planned_week),
    "promotions:roster_reopen": Access(**ROSTER_POST, data={"reason": "x"}, subject=published_week),
    "promotions:shift_add": Access(**KEEPERS, subject=with_a_place),
    "promotions:shift_edit": Access(**KEEPERS, subject=planned_shift),
    "promotions:shift_remove": Access(**ROSTER_POST, subject=planned_shift),
    "promotions:shift_move": Access(**ROSTER_POST, subject=planned_shift),
    "promotions:attendance": Access(),
    "promotions:promoter_attendance": Access(colleague=404, subject=with_a_place),
    "promotions:attendance_note": Access(**KEEPERS, subject=with_a_place),
    "promotions:link_make": Access(**KEEPERS, method="post", subject=with_a_place),
    "promotions:at_work": Access(**OPEN_LINK),
    "promotions:at_work_act": Access(
        **OPEN_LINK, rep=302, manager=302, marketing=302, hq=302, admin=302, method="post"
    ),
}


def the_course(cast) -> dict:
    return {"pk": CourseFactory().pk}


def the_reps_session(cast) -> dict:
    return {"pk": TrainingResultFactory(promoter=PromoterFactory(rep=cast.rep)).session_id}


def somebody_to_train(cast) -> dict:
    """The page is of nobody; its form needs a course and a person."""
    CourseFactory()
    PromoterFactory(rep=cast.rep)
    return {}


SET_COURSES = {"rep": 403, "manager": 403}
APPRAISE = {"rep": 403, "colleague": 404, "manager": 302, "marketing": 403, "hq": 403, "admin": 302, "method": "post"}

ROWS |= {
    "promotions:training": Access(),
    "promotions:course_create": Access(**SET_COURSES),
    "promotions:course_edit": Access(**SET_COURSES, is_shared=True, subject=the_course),
    "promotions:session_create": Access(marketing=403, hq=403, is_shared=True, subject=somebody_to_train),
    "promotions:session_detail": Access(colleague=404, subject=the_reps_session),
    "promotions:session_scores": Access(**KEEPERS, subject=the_reps_session),
    "promotions:appraisals": Access(),
    "promotions:appraisal": Access(colleague=404, subject=with_a_place),
    "promotions:appraisal_edit": Access(**KEEPERS, subject=with_a_place),
    "promotions:appraisal_confirm": Access(**APPRAISE, data={"month": "2026-10"}, subject=with_a_place),
    "promotions:appraisal_reopen": Access(**APPRAISE, data={"month": "2026-10", "reason": "x"}, subject=with_a_place),
}
