"""Loads the person of a session, with what its login still owes, in the one query that every request makes."""

from django.contrib.auth.backends import ModelBackend

from salesops.accounts.models import User


class PeopleBackend(ModelBackend):
    def get_user(self, user_id: int) -> User | None:
        user = User.objects.with_login_needs().filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
