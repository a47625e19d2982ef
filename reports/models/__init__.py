from reports.models.reviews import (
    BusinessReview,
    ReviewAction,
    ReviewLine,
    ReviewRemark,
    ReviewStore,
    ReviewWalk,
)

__all__ = ["BusinessReview", "ReviewAction", "ReviewLine", "ReviewRemark", "ReviewStore", "ReviewWalk"]
