"""Who gets what from the pages of people, centers and leave."""

from datetime import date

from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from salesops.accounts.models import ApiToken, LoginSession, SavedView, SecondFactor, User
from salesops.accounts.services import begin_factor
from tests.architecture.access import Access
from tests.factories.accounts import DelegationFactory

ADMIN_ONLY = {"rep": 403, "manager": 403, "marketing": 403, "hq": 403}
REDIRECTED = {"rep": 302, "manager": 302, "marketing": 302, "hq": 302, "admin": 302}
HIDDEN = {"rep": 302, "colleague": 404, "manager": 404, "marketing": 404, "hq": 404, "admin": 404}
LIST = {"list": "stores:store_list", "name": "A", "columns": "code"}
NOT_COMPANY = {"marketing": 403, "hq": 403}


def _user(cast) -> dict:
    return {"pk": cast.rep.pk}


def _center(cast) -> dict:
    return {"pk": cast.center.pk}


def _offered_factors(cast) -> dict:
    """Everybody was shown a secret and typed no code yet."""
    for person in User.objects.exclude(second_factor__confirmed_at__isnull=False):
        begin_factor(person, at=timezone.now())
    return {}


def _own_factors(cast) -> dict:
    """Everybody has a second factor."""
    _offered_factors(cast)
    SecondFactor.objects.update(confirmed_at=timezone.now())
    return {}


def _user_with_factor(cast) -> dict:
    return _user(cast) | _own_factors(cast)


def _view(cast) -> dict:
    view, _is_new = SavedView.objects.get_or_create(user=cast.rep, list_name="stores:store_list", name="A")
    return {"pk": view.pk}


def _session(cast) -> dict:
    store = SessionStore()
    store.create()
    login = LoginSession.objects.create(user=cast.rep, session_id=store.session_key, created_at=timezone.now())
    return {"pk": login.pk}


def _delegation(cast) -> dict:
    delegation = DelegationFactory(
        rep=cast.rep, colleague=cast.colleague, starts_on=date(2026, 1, 1), ends_on=date(2099, 1, 1)
    )
    return {"pk": delegation.pk}


def _token(cast) -> dict:
    token = ApiToken.objects.create(
        user=cast.rep, name="ERP", scopes=["stores"], expires_on=date(2099, 1, 1), digest="0", made_at=timezone.now()
    )
    return {"pk": token.pk}


ROWS = {
    "accounts:login": Access(is_open=True),
    "accounts:login_code": Access(rep=302, manager=302, marketing=302, hq=302, admin=302, is_open=True),
    "accounts:factor": Access(),
    "accounts:factor_begin": Access(**REDIRECTED, method="post"),
    "accounts:factor_confirm": Access(subject=_offered_factors, is_shared=True),
    "accounts:factor_codes": Access(subject=_own_factors, is_shared=True),
    "accounts:factor_remove": Access(subject=_own_factors, is_shared=True),
    "accounts:login_rules": Access(**ADMIN_ONLY),
    "accounts:user_factor_reset": Access(**ADMIN_ONLY, subject=_user_with_factor, is_shared=True),
    "accounts:logout": Access(rep=302, manager=302, marketing=302, hq=302, admin=302, method="post", is_open=True),
    "accounts:password_change": Access(),
    "accounts:user_list": Access(**ADMIN_ONLY),
    "accounts:user_create": Access(**ADMIN_ONLY),
    "accounts:user_edit": Access(**ADMIN_ONLY, subject=_user, is_shared=True),
    "accounts:user_password": Access(**ADMIN_ONLY, subject=_user, is_shared=True),
    "accounts:user_activate": Access(**ADMIN_ONLY, subject=_user, method="post", admin=302),
    "accounts:user_deactivate": Access(**ADMIN_ONLY, subject=_user, method="post", admin=302),
    "accounts:user_end_sessions": Access(**ADMIN_ONLY, subject=_user, method="post", admin=302),
    "accounts:session_end": Access(**HIDDEN, method="post", subject=_session),
    "accounts:sessions_end_others": Access(**REDIRECTED, method="post"),
    "accounts:token_list": Access(**ADMIN_ONLY),
    "accounts:token_create": Access(**ADMIN_ONLY),
    "accounts:token_end": Access(**ADMIN_ONLY, subject=_token, method="post", admin=302, is_shared=True),
    "accounts:center_list": Access(**ADMIN_ONLY),
    "accounts:center_create": Access(**ADMIN_ONLY),
    "accounts:center_edit": Access(**ADMIN_ONLY, subject=_center, is_shared=True),
    "accounts:view_save": Access(**REDIRECTED, method="post", data=LIST),
    "accounts:columns_choose": Access(**REDIRECTED, method="post", data=LIST),
    "accounts:view_rename": Access(**HIDDEN, method="post", subject=_view),
    "accounts:view_turn_default": Access(**HIDDEN, method="post", subject=_view),
    "accounts:view_delete": Access(**HIDDEN, method="post", subject=_view),
    "accounts:delegation_list": Access(**NOT_COMPANY),
    "accounts:delegation_create": Access(**NOT_COMPANY),
    "accounts:delegation_detail": Access(**NOT_COMPANY, subject=_delegation),
    "accounts:delegation_end": Access(
        rep=302,
        colleague=403,
        manager=302,
        marketing=403,
        hq=403,
        admin=302,
        method="post",
        subject=_delegation,
    ),
}
