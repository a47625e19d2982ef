"""What becomes of reviews when two stores or two customers are merged (handbook H2.2, H9)."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reports.choices import ReviewStatus
from reports.models import BusinessReview, ReviewAction, ReviewLine, ReviewStore
from stores.merging import follows, register, remains

AS_IT_WAS = _("A review keeps the figures it was made with; a draft takes the new ones when it is refreshed.")


def register_relations() -> None:
    register(
        follows(
            BusinessReview,
            "customer",
            key=("month",),
            why=_("The surviving customer has a review of the same month; each keeps its own."),
        ),
        remains(ReviewLine, "store", AS_IT_WAS, called=_("lines of reviews")),
        remains(ReviewStore, "store", AS_IT_WAS, called=_("stores in reviews")),
        follows(
            ReviewAction,
            "store",
            stays=Q(review__status=ReviewStatus.CONFIRMED),
            why=_("A confirmed review is not changed any more."),
        ),
    )
