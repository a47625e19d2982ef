"""Build or refresh a month's plan drafts here and now (handbook H8.2)."""

from django.utils.translation import gettext_noop

from dealers.management.building import BuildCommand
from dealers.selectors.missing import customers_to_plan
from dealers.services.drafts import draft_plans


class Command(BuildCommand):
    help = (
        "Build the drafts of a month's profit plans, one for each active customer. Run again, it refreshes the "
        "drafts' own numbers, never what a person typed, and leaves submitted and approved plans alone."
    )
    draft = draft_plans
    customers = customers_to_plan
    machine = gettext_noop("build_plans")
    things, thing = "plans", "draft"
    month_help = "the month to plan, like 2026-12"
    # A plan draws on whole months of sales before its own.
    behind = 1
