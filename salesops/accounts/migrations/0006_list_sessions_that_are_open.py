from django.contrib.sessions.backends.db import SessionStore
from django.db import migrations
from django.utils import timezone


def list_open_sessions(apps, schema_editor):
    """Who was logged in before sessions were listed can be logged out too; from where it came was not kept."""
    login_session = apps.get_model("accounts", "LoginSession")
    people = set(apps.get_model("accounts", "User").objects.values_list("pk", flat=True))
    now, store = timezone.now(), SessionStore()
    open_ones = apps.get_model("sessions", "Session").objects.filter(expire_date__gt=now)
    for session in open_ones.iterator(chunk_size=500):
        user_id = int(store.decode(session.session_data).get("_auth_user_id", 0))
        if user_id in people:
            login_session.objects.create(user_id=user_id, session_id=session.pk, created_at=now)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_add_login_sessions")]

    operations = [migrations.RunPython(list_open_sessions, migrations.RunPython.noop)]
