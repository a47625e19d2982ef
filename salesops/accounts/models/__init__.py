from salesops.accounts.models.centers import Center
from salesops.accounts.models.users import Delegation, User

__all__ = ["Center", "Delegation", "User"]
