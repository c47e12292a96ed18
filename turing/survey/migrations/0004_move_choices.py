"""The clips of each trial and what each answer said, from the columns they stood in."""

from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

CLIPS = """
INSERT INTO survey_trialclip (trial_id, label, excerpt_id, token)
SELECT trial.id, '{label}', CASE WHEN trial.human_side = '{label}' THEN pair.human_id ELSE pair.machine_id END, trial.{token}
FROM survey_trial trial JOIN excerpts_pair pair ON pair.id = trial.pair_id
"""


def move_answers(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    answer: Any = apps.get_model("survey", "Answer")
    for choice in ("A", "B"):
        for correct in (True, False):
            said = {"choice": choice, "correct": correct}
            answer.objects.filter(choice=choice, correct=correct).update(said=said)


class Migration(migrations.Migration):

    dependencies = [("survey", "0003_kinds")]

    operations = [
        migrations.RunSQL(CLIPS.format(label="A", token="token_a"), migrations.RunSQL.noop),
        migrations.RunSQL(CLIPS.format(label="B", token="token_b"), migrations.RunSQL.noop),
        migrations.RunPython(move_answers, migrations.RunPython.noop),
    ]
