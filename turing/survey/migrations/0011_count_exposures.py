"""What listeners were given before it was counted. Sittings not finished by then hold nothing any more."""

from django.db import migrations

LAPSED = "UPDATE survey_sitting SET lapsed = true WHERE finished IS NULL"
COUNTS = """
INSERT INTO survey_exposure (block_id, item_id, experience, simulated, arrangement, count)
SELECT trial.block_id, trial.item_id, listener.experience, listener.simulated, trial.arrangement, COUNT(*)
FROM survey_answer answer JOIN survey_trial trial ON trial.id = answer.trial_id
JOIN survey_sitting sitting ON sitting.id = trial.sitting_id JOIN survey_listener listener ON listener.id = sitting.listener_id
GROUP BY trial.block_id, trial.item_id, listener.experience, listener.simulated, trial.arrangement
"""


class Migration(migrations.Migration):

    dependencies = [("survey", "0010_exposures")]

    operations = [migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (LAPSED, COUNTS)]
