from promotions.services.promotions import (
    cancel_promotion,
    create_promotion,
    edit_promotion,
    publish_promotion,
    set_stores,
)

__all__ = ["cancel_promotion", "create_promotion", "edit_promotion", "publish_promotion", "set_stores"]
