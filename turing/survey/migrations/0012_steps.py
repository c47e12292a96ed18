"""A trial may ask one thing after another: what was said first is stored before the rest is asked."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("survey", "0011_count_exposures")]

    operations = [
        migrations.AddField(
            model_name="trial",
            name="step",
            field=models.PositiveSmallIntegerField(
                default=0, help_text="how many of its kind's forms were answered, before the last"
            ),
        ),
        migrations.AddField(
            model_name="trial",
            name="earlier",
            field=models.JSONField(default=dict, help_text="what those said, and of the first its seconds and playback"),
        ),
    ]
