"""Addresses of accounts."""

from django.urls import path

from salesops.accounts.views import centers, delegations, factors, saved_views, session, tokens, users

app_name = "accounts"
urlpatterns = [
    path("login/", session.Login.as_view(), name="login"),
    path("login/code/", session.LoginCode.as_view(), name="login_code"),
    path("logout/", session.Logout.as_view(), name="logout"),
    path("password/", session.PasswordChangePage.as_view(), name="password_change"),
    path("second-factor/", factors.Factor.as_view(), name="factor"),
    path("second-factor/begin/", factors.factor_begin, name="factor_begin"),
    path("second-factor/confirm/", factors.FactorConfirm.as_view(), name="factor_confirm"),
    path("second-factor/codes/", factors.FactorCodes.as_view(), name="factor_codes"),
    path("second-factor/remove/", factors.FactorRemove.as_view(), name="factor_remove"),
    path("rules/", factors.LoginRules.as_view(), name="login_rules"),
    path("sessions/<int:pk>/end/", session.session_end, name="session_end"),
    path("sessions/end-others/", session.sessions_end_others, name="sessions_end_others"),
    path("users/", users.UserList.as_view(), name="user_list"),
    path("users/new/", users.UserCreate.as_view(), name="user_create"),
    path("users/<int:pk>/", users.UserEdit.as_view(), name="user_edit"),
    path("users/<int:pk>/password/", users.UserPassword.as_view(), name="user_password"),
    path("users/<int:pk>/activate/", users.user_set_active, {"is_active": True}, name="user_activate"),
    path(
        "users/<int:pk>/deactivate/",
        users.user_set_active,
        {"is_active": False},
        name="user_deactivate",
    ),
    path("users/<int:pk>/second-factor/reset/", factors.UserFactorReset.as_view(), name="user_factor_reset"),
    path("users/<int:pk>/end-sessions/", users.user_end_sessions, name="user_end_sessions"),
    path("programs/", tokens.TokenList.as_view(), name="token_list"),
    path("programs/new/", tokens.TokenCreate.as_view(), name="token_create"),
    path("programs/<int:pk>/end/", tokens.token_end, name="token_end"),
    path("centers/", centers.CenterList.as_view(), name="center_list"),
    path("centers/new/", centers.CenterCreate.as_view(), name="center_create"),
    path("centers/<int:pk>/", centers.CenterEdit.as_view(), name="center_edit"),
    path("views/", saved_views.view_save, name="view_save"),
    path("views/columns/", saved_views.columns_choose, name="columns_choose"),
    path("views/<int:pk>/rename/", saved_views.view_rename, name="view_rename"),
    path("views/<int:pk>/default/", saved_views.view_turn_default, name="view_turn_default"),
    path("views/<int:pk>/delete/", saved_views.view_delete, name="view_delete"),
    path("hand-overs/", delegations.DelegationList.as_view(), name="delegation_list"),
    path("hand-overs/new/", delegations.DelegationCreate.as_view(), name="delegation_create"),
    path("hand-overs/<int:pk>/", delegations.DelegationDetail.as_view(), name="delegation_detail"),
    path("hand-overs/<int:pk>/end/", delegations.delegation_end, name="delegation_end"),
]
