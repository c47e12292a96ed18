"""What is said of a study's trials, and which items they are about, from the columns they stood in."""

from django.db import migrations

BLOCKS = """
INSERT INTO survey_block (study_id, position, kind, question, plan)
SELECT id, 1, kind, question, plan FROM survey_study
"""
ITEMS = """
INSERT INTO survey_block_items (block_id, item_id)
SELECT block.id, study.item_id FROM survey_study_items study JOIN survey_block block ON block.study_id = study.study_id
"""
TRIALS = """
UPDATE survey_trial SET block_id = (
    SELECT block.id FROM survey_block block JOIN survey_sitting sitting ON sitting.study_id = block.study_id
    WHERE sitting.id = survey_trial.sitting_id
)
"""
LENGTHS = """
UPDATE survey_sitting SET length = (SELECT COUNT(*) FROM survey_trial WHERE survey_trial.sitting_id = survey_sitting.id)
"""


class Migration(migrations.Migration):

    dependencies = [("survey", "0007_blocks")]

    operations = [migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (BLOCKS, ITEMS, TRIALS, LENGTHS)]
