from salesops.accounts.models.centers import Center
from salesops.accounts.models.factors import LoginRule, RecoveryCode, SecondFactor
from salesops.accounts.models.saved_views import SavedView
from salesops.accounts.models.sessions import LoginSession
from salesops.accounts.models.tokens import ApiToken
from salesops.accounts.models.users import Delegation, User

__all__ = [
    "ApiToken",
    "Center",
    "Delegation",
    "LoginRule",
    "LoginSession",
    "RecoveryCode",
    "SavedView",
    "SecondFactor",
    "User",
]
