"""Build or refresh a month's review drafts here and now (handbook H9)."""

from django.utils.translation import gettext_noop

from dealers.management.building import BuildCommand
from reports.selectors.missing import customers_to_review
from reports.services.drafts import draft_reviews


class Command(BuildCommand):
    help = (
        "Build the drafts of a month's business reviews, one for each active customer. Run again, it refreshes "
        "the figures of drafts, never what a person typed, and leaves submitted and confirmed reviews alone."
    )
    draft = draft_reviews
    customers = customers_to_review
    machine = gettext_noop("build_reviews")
    things, thing = "reviews", "review"
    month_help = "the month to review, like 2026-11"
