"""An excerpt has a map of tempi in place of one; a pair says what is heard otherwise than in its files."""

from typing import Any

from django.db import migrations, models


def one_tempo_is_a_map(apps: Any, schema_editor: Any) -> None:
    for excerpt in apps.get_model("excerpts", "Excerpt").objects.all():
        excerpt.tempos = [[0, excerpt.tempo]]
        excerpt.save(update_fields=["tempos"])


def the_first_tempo(apps: Any, schema_editor: Any) -> None:
    for excerpt in apps.get_model("excerpts", "Excerpt").objects.all():
        excerpt.tempo = excerpt.tempos[0][1] if excerpt.tempos else 90
        excerpt.save(update_fields=["tempo"])


class Migration(migrations.Migration):

    dependencies = [
        ("excerpts", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="excerpt",
            name="tempos",
            field=models.JSONField(
                default=list,
                blank=True,
                help_text="[[tick of the excerpt, quarter notes a minute], …], as heard: both sides of a pair take the human's",
            ),
        ),
        migrations.AddField(
            model_name="pair",
            name="changes",
            field=models.JSONField(default=list, blank=True, help_text="what is heard otherwise than in the files, a line each"),
        ),
        migrations.AlterField(
            model_name="excerpt",
            name="tempo",
            field=models.FloatField(default=90),
        ),
        migrations.RunPython(one_tempo_is_a_map, the_first_tempo),
        migrations.RemoveField(
            model_name="excerpt",
            name="tempo",
        ),
    ]
