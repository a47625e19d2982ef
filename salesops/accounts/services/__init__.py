from salesops.accounts.services.centers import edit_center, open_center
from salesops.accounts.services.delegations import HandOverRefused, end_hand_over, hand_over
from salesops.accounts.services.factors import (
    Checked,
    FactorRefused,
    begin_factor,
    check_code,
    confirm_factor,
    remove_factor,
    renew_recovery_codes,
    require_factor,
    reset_factor,
    seal_factors_anew,
)
from salesops.accounts.services.sessions import (
    carry_session,
    end_session,
    end_sessions,
    from_where,
    open_session,
    record_failed_login,
    record_log_out,
)
from salesops.accounts.services.taken_out import record_taken_out
from salesops.accounts.services.users import (
    LastAdmin,
    choose_language,
    create_user,
    edit_user,
    set_active,
    set_password,
)

__all__ = [
    "Checked",
    "FactorRefused",
    "HandOverRefused",
    "LastAdmin",
    "begin_factor",
    "carry_session",
    "check_code",
    "choose_language",
    "confirm_factor",
    "create_user",
    "edit_center",
    "edit_user",
    "end_hand_over",
    "end_session",
    "end_sessions",
    "from_where",
    "hand_over",
    "open_center",
    "open_session",
    "record_failed_login",
    "record_log_out",
    "record_taken_out",
    "remove_factor",
    "renew_recovery_codes",
    "require_factor",
    "reset_factor",
    "seal_factors_anew",
    "set_active",
    "set_password",
]
