from salesops.accounts.forms.centers import CenterForm
from salesops.accounts.forms.delegations import HandOverForm
from salesops.accounts.forms.factors import (
    FactorCodeForm,
    FactorResetForm,
    LoginRulesForm,
    OwnPasswordForm,
    RecoveryCodeForm,
)
from salesops.accounts.forms.passwords import PasswordChange, PasswordReset
from salesops.accounts.forms.tokens import TokenForm
from salesops.accounts.forms.users import UserForm, UserNewForm

__all__ = [
    "CenterForm",
    "FactorCodeForm",
    "FactorResetForm",
    "HandOverForm",
    "LoginRulesForm",
    "OwnPasswordForm",
    "PasswordChange",
    "PasswordReset",
    "RecoveryCodeForm",
    "TokenForm",
    "UserForm",
    "UserNewForm",
]
