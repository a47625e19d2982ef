from reports.models.reviews import (
    BusinessReview,
    ReviewAction,
    ReviewLine,
    ReviewRemark,
    ReviewStore,
)

__all__ = ["BusinessReview", "ReviewAction", "ReviewLine", "ReviewRemark", "ReviewStore"]
