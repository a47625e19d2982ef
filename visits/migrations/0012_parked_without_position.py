from django.db import migrations

KEPT_OF_ARRIVAL = ("device_at", "entered_device_at", "outside_reason", "note")


def forget(apps, schema_editor):
    """What was parked before keeps neither its position nor its photos' bytes."""
    parked = apps.get_model("visits", "ParkedVisit")._base_manager.using(schema_editor.connection.alias)
    for version in parked.only("payload").iterator(500):
        arrival, photos = version.payload.get("checked_in"), version.payload.get("photos")
        if isinstance(arrival, dict):
            version.payload["checked_in"] = {key: arrival[key] for key in KEPT_OF_ARRIVAL if key in arrival}
        for photo in photos if isinstance(photos, list) else []:
            if isinstance(photo, dict):
                photo.pop("content_base64", None)
        version.save(update_fields=["payload"])


class Migration(migrations.Migration):
    dependencies = [("visits", "0011_travel_ways")]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop, elidable=True)]
