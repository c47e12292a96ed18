"""What stands in blocks leaves the study."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("survey", "0008_move_to_blocks")]

    operations = [
        migrations.RemoveField(model_name="study", name="kind"),
        migrations.RemoveField(model_name="study", name="question"),
        migrations.RemoveField(model_name="study", name="plan"),
        migrations.RemoveField(model_name="study", name="items"),
        migrations.AlterField(
            model_name="trial",
            name="block",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="trials", to="survey.block"
            ),
        ),
    ]
