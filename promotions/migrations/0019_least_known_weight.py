import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("promotions", "0018_search_applicants")]

    operations = [
        migrations.AddField(
            model_name="promoterterms",
            name="least_known_percent",
            field=models.PositiveSmallIntegerField(
                default=60,
                help_text="Below it the manager decides, with a reason.",
                validators=[django.core.validators.MaxValueValidator(100)],
                verbose_name="points are paid from a known weight on (%)",
            ),
        ),
        migrations.AddConstraint(
            model_name="promoterterms",
            constraint=models.CheckConstraint(
                condition=models.Q(("least_known_percent__lte", 100)), name="promotions_promoterterms_known"
            ),
        ),
    ]
