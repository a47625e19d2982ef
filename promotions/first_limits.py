"""The approval limits to begin with (handbook H6.2); a database never stands without them, even after a flush."""

from decimal import Decimal

from django.apps import apps as installed

from promotions.choices import ApprovalLevel

# Up to what each level approves, in CNY; None without a limit.
FIRST_LIMITS = {
    ApprovalLevel.MANAGER: Decimal(5_000),
    ApprovalLevel.MARKETING: Decimal(50_000),
    ApprovalLevel.HQ: None,
}


def begin_limits(using: str, apps=installed, **kwargs) -> None:
    """Add the limits that are not there; what somebody set stays. Receives `post_migrate`."""
    try:
        model = apps.get_model("promotions", "ApprovalLimit")
    except LookupError:  # Migrated back to before there were limits.
        return
    for level, up_to_yuan in FIRST_LIMITS.items():
        model.objects.using(using).get_or_create(level=level, defaults={"up_to_yuan": up_to_yuan})
