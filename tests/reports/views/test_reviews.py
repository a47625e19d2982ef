"""The pages of a review: what they show, export and refuse (handbook H9)."""

from datetime import date, timedelta
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from reports.choices import ReviewStatus
from reports.models import BusinessReview, ReviewAction, ReviewLine
from reports.selectors.review_page import review_page
from reports.services.actions import add_action
from salesops.accounts.models import User
from stores.models import Customer
from tests.factories.reports import ReviewActionFactory, ReviewLineFactory
from tests.reports.services.month import LATER, a_month, built, the_review

NEXT_WEEK = timezone.localdate() + timedelta(days=7)


@pytest.fixture
def review(cast):
    """October of a customer of the rep: 10 planned, 7 and 4 sold, 9 in the month before."""
    store = a_month()
    Customer.objects.unscoped(because="test").update(rep=cast.rep, center=cast.center, name="好客来")
    store.rep, store.center = cast.rep, cast.center
    store.save()
    built()
    return the_review()


def login(client, cast, who) -> User:
    person = getattr(cast, who)
    client.force_login(person)
    return person


def address(name, review) -> str:
    return reverse(f"reports:review_{name}", args=[review.pk])


def texts(review, **values) -> dict:
    return {"revision": review.revision, "causes": "对手降价", "strategy": "加强陈列"} | values


def sheet(book, number) -> list[tuple]:
    return list(book.worksheets[number].iter_rows(min_row=2, values_only=True))


def test_page_shows_the_figures_with_what_they_are_made_from(client, cast, review):
    login(client, cast, "manager")

    page = client.get(address("detail", review)).content.decode()

    assert "110.0\N{NO-BREAK SPACE}%" in page
    assert "11 ÷ 10" in page
    assert "11 ÷ 9 − 1" in page
    assert "¥\N{NO-BREAK SPACE}839.80" in page
    assert f"{reverse('stores:sale_list')}?month=2026-10" in page


def test_export_has_the_figures_of_the_page(client, cast, review):
    ReviewActionFactory(review=review, store=ReviewLine.objects.unscoped(because="test").first().store, text="=补货")
    login(client, cast, "rep")
    page = review_page(review, cast.actor("rep"), date(2026, 11, 2))

    answer = client.get(address("export", review))

    book = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content)))
    overview = dict(sheet(book, 0))
    section, fieldwork = page.sections[0], page.fieldwork
    shown = [(row.model.code, row.sold.plan, row.sold.actual, row.sold.last_month) for row in section.rows]
    assert [(row[2], row[4], row[5], row[8]) for row in sheet(book, 1)] == shown
    assert sheet(book, 2)[0][2:4] == (section.sold.plan, section.sold.actual) == (10, 11)
    assert sheet(book, 2)[0][12:15] == (fieldwork.planned, fieldwork.done_as_planned, fieldwork.visits)
    assert float(review.earned_profit_yuan) in overview.values()
    assert sheet(book, 3)[0][2] == "=补货"
    assert book.worksheets[3].cell(2, 3).data_type == "s"


def test_earned_profit_opens_to_models_and_terms(client, cast, review):
    login(client, cast, "manager")

    fragment = client.get(address("profit", review), headers={"HX-Request": "true"}).content.decode()

    assert "¥\N{NO-BREAK SPACE}697.86" in fragment
    assert "¥\N{NO-BREAK SPACE}1,999.00" in fragment


def test_rep_saves_and_submits_in_one_go(client, cast, review):
    login(client, cast, "rep")

    answer = client.post(address("edit", review), texts(review, submit="yes"))

    assert (answer.status_code, answer.url) == (302, review.get_absolute_url())
    assert (the_review().status, the_review().causes) == (ReviewStatus.SUBMITTED, "对手降价")


def test_submission_without_causes_comes_back_with_what_was_typed(client, cast, review):
    login(client, cast, "rep")

    answer = client.post(address("edit", review), texts(review, causes="", submit="yes"))

    assert answer.status_code == 409
    assert "加强陈列" in answer.content.decode()
    assert the_review().status == ReviewStatus.DRAFT


def test_second_writer_is_shown_the_difference(client, cast, review):
    login(client, cast, "rep")
    client.post(address("edit", review), texts(review))

    answer = client.post(address("edit", review), texts(review, causes="断货"))

    assert answer.status_code == 409
    assert "断货" in answer.content.decode()
    assert the_review().causes == "对手降价"


def test_manager_returns_with_a_reason_and_the_rep_reads_it(client, cast, review):
    login(client, cast, "rep")
    client.post(address("edit", review), texts(review, submit="yes"))
    login(client, cast, "manager")
    refused = client.post(address("return", review), {"reason": " "})

    client.post(address("return", review), {"reason": "<b>原因</b>太笼统", "revision": the_review().revision})

    login(client, cast, "rep")
    page = client.get(address("detail", review)).content.decode()
    assert (refused.status_code, the_review().status) == (422, ReviewStatus.RETURNED)
    assert escape("<b>原因</b>太笼统") in page
    assert "<b>原因</b>" not in page


def test_who_comes_too_late_is_told(client, cast, review):
    login(client, cast, "rep")
    client.post(address("edit", review), texts(review, submit="yes"))
    login(client, cast, "manager")
    client.post(address("confirm", review))

    answer = client.post(address("return", review), {"reason": "再看看"})

    assert answer.status_code == 409
    assert cast.manager.name in answer.content.decode()
    assert the_review().status == ReviewStatus.CONFIRMED


def test_action_sent_twice_is_one(client, cast, review):
    login(client, cast, "rep")
    store = ReviewLine.objects.unscoped(because="test").first().store
    form = {
        "form_id": "5f4c2a0e-8f0c-4a53-9a59-0d7a4c2b1e11",
        "store": store.pk,
        "text": "补货",
        "due_on": str(NEXT_WEEK),
    }

    answers = [client.post(reverse("reports:action_add", args=[review.pk]), form).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert ReviewAction.objects.unscoped(because="test").count() == 1


def test_history_names_the_store_of_an_action(client, cast, review):
    store = ReviewLine.objects.unscoped(because="test").first().store
    add_action(review, store=store, text="补货", due_on=date(2026, 11, 20), actor=cast.actor("rep"), at=LATER)
    login(client, cast, "manager")

    page = client.get(address("detail", review)).content.decode()

    assert f"{store.code} · {store.name}: <del>–</del> → <ins>补货</ins>" in page


def test_store_that_a_colleague_visits_is_a_choice(client, cast, review):
    login(client, cast, "rep")
    store = ReviewLine.objects.unscoped(because="test").first().store
    store.rep = cast.colleague
    store.save()

    page = client.get(reverse("reports:action_add", args=[review.pk])).content.decode()

    assert store.name in page


def test_action_at_a_store_of_another_customer_is_no_choice(client, cast, review):
    login(client, cast, "rep")
    form = {"form_id": "5f4c2a0e-8f0c-4a53-9a59-0d7a4c2b1e11", "store": a_month().pk, "text": "补货"}

    answer = client.post(reverse("reports:action_add", args=[review.pk]), form | {"due_on": str(NEXT_WEEK)})

    assert answer.status_code == 422


def test_inbox_has_a_tab_for_each_standing(client, cast, review):
    login(client, cast, "rep")
    client.post(address("edit", review), texts(review, submit="yes"))
    login(client, cast, "manager")
    inbox = reverse("reports:review_inbox")

    shown = {tab: client.get(f"{inbox}?month=2026-10&tab={tab}") for tab in ("waiting", "decided", "owed")}

    assert {tab: len(page.context["rows"]) for tab, page in shown.items()} == {"waiting": 1, "decided": 0, "owed": 0}


def test_rep_updates_the_figures_of_its_draft(client, cast, review):
    login(client, cast, "rep")
    BusinessReview.objects.unscoped(because="test").update(earned_profit_yuan=0)

    client.post(address("refresh", review))

    assert the_review().earned_profit_yuan == review.earned_profit_yuan


@pytest.mark.parametrize("lines", [1, 3])
def test_page_costs_a_fixed_number_of_queries(cast, review, lines, django_assert_num_queries):
    for _ in range(lines):
        ReviewLineFactory(review=review)
    actor = cast.actor("rep")

    with django_assert_num_queries(11):
        review_page(review, actor, date(2026, 11, 2))


@pytest.mark.parametrize("reviews", [1, 3])
def test_list_costs_a_fixed_number_of_queries(client, cast, reviews, django_assert_num_queries):
    for _ in range(reviews):
        a_month()
    built()
    login(client, cast, "hq")
    client.get(reverse("reports:review_list"))

    with django_assert_num_queries(11):
        client.get(reverse("reports:review_list"))


def test_list_can_be_exported(client, cast, review):
    login(client, cast, "rep")

    answer = client.get(reverse("reports:review_list"), {"export": "xlsx", "month": "2026-10"})

    book = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content)))
    assert sheet(book, 0)[0][5:7] == (10, 11)


def test_store_page_shows_its_customers_reviews(client, cast, review):
    login(client, cast, "rep")
    store = ReviewLine.objects.unscoped(because="test").first().store

    page = client.get(store.get_absolute_url(), {"tab": "reviews"}).content.decode()

    assert review.get_absolute_url() in page


def test_the_customers_sheet_is_a_pdf_that_no_text_breaks(client, cast, review):
    login(client, cast, "rep")
    BusinessReview.objects.unscoped(because="test").update(causes="对手 <降价> & 断货\n第二行", strategy="")

    answer = client.get(address("pdf", review))

    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF-")
