"""A study has blocks, each of one kind; what was a study's becomes its only block's."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("survey", "0006_items")]

    operations = [
        migrations.CreateModel(
            name="Block",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(help_text="from 1")),
                (
                    "kind",
                    models.CharField(default="discrimination", help_text="of its trials: see kinds/", max_length=30),
                ),
                ("question", models.CharField(help_text="asked in every trial", max_length=200)),
                ("plan", models.JSONField(help_text="one list a trial: the variants it is drawn from")),
                ("items", models.ManyToManyField(related_name="blocks", to="excerpts.item")),
                (
                    "study",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="blocks", to="survey.study"
                    ),
                ),
            ],
            options={
                "ordering": ["study_id", "position"],
                "constraints": [
                    models.UniqueConstraint(fields=("study", "position"), name="one_block_per_position")
                ],
            },
        ),
        migrations.AddField(
            model_name="trial",
            name="block",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="trials", to="survey.block"
            ),
        ),
        migrations.AddField(
            model_name="sitting",
            name="length",
            field=models.PositiveSmallIntegerField(default=0, help_text="trials"),
            preserve_default=False,
        ),
    ]
